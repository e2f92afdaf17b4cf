import type { MappingTypeMapping } from '../engine/engine.ts';

/**
 * Leaves out of documents what an index has no field for: it would refuse all of the document. That happens where an
 * index of an older mapping is written, such as the former one after a promotion.
 */
export const fitToMapping = ({ properties = {} }: MappingTypeMapping): ((document: object) => object) => {
  const fields = new Set(Object.keys(properties));
  return (document) => {
    const entries = Object.entries(document);
    return entries.every(([field]) => fields.has(field))
      ? document
      : Object.fromEntries(entries.filter(([field]) => fields.has(field)));
  };
};
