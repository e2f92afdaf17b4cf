type Numbers = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Numbers of hundreds of thousands of things, a tenth of the memory of an array of objects. It grows. */
export interface Column<A extends Numbers> {
  readonly Type: new (length: number) => A;
  data: A;
  length: number;
}

/** Large ones leave little unused, small ones are seldom moved. */
const growthOf = (length: number): number => (length > 10_000 ? 1.125 : length > 100 ? 1.25 : 1.5);

export const createColumn = <A extends Numbers>(
  Type: new (length: number) => A,
  capacity = 16,
): Column<A> => ({
  Type,
  data: new Type(capacity),
  length: 0,
});

/** @returns the place of the value */
export const push = <A extends Numbers>(column: Column<A>, value: number): number => {
  if (column.length === column.data.length) {
    const larger = new column.Type(Math.ceil(column.length * growthOf(column.length)) + 2);
    larger.set(column.data);
    column.data = larger;
  }
  column.data[column.length] = value;
  return column.length++;
};
