/** A text in the letter case of what was typed: all capitals, or a capital first. */
export const inCaseOf = (typed: string, text: string): string => {
  const lower = text.toLowerCase();
  if (typed.length > 1 && typed === typed.toUpperCase() && typed !== typed.toLowerCase())
    return lower.toUpperCase();
  return typed[0] === typed[0]?.toLowerCase() ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
};
