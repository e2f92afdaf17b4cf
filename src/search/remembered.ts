/** Computes the value of each key once. */
export const remembered = <K, V>(compute: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as V;
  };
};

/** Computes a value once, when it is asked for. */
export const once = <V>(compute: () => V): (() => V) => {
  const valueOf = remembered<null, V>(compute);
  return () => valueOf(null);
};
