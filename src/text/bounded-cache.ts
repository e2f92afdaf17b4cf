/**
 * A memo of a pure function of a string. Running text has few distinct syllables, so nearly every call is one
 * `Map` lookup; two generations keep it bounded without the cost of a linked list: when the young one is full
 * it becomes the old one, and what is still used moves back.
 *
 * @param compute the function to remember; it must be pure
 * @param limit most entries a generation holds
 * @param longest longer keys are computed each time: they are no syllables, and V8 keeps the whole text alive of
 *   which a string of 13 characters or more was sliced
 */
export function boundedCache<V>(
  compute: (key: string) => V,
  limit = 16_384,
  longest = 12,
): (key: string) => V {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return (key) => {
    const hit = young.get(key);
    if (hit !== undefined) return hit;
    if (key.length > longest) return compute(key);
    const value = old.get(key) ?? compute(key);
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
