/** A figure without labels of a service's `/metrics`. */
export const serviceFigure = async (address: string, name: string): Promise<number> => {
  const figures = await (await fetch(new URL('/metrics', address))).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(figures)?.[1]);
};
