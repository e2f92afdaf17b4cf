import { hasCode } from '../domain/app-error.ts';

/** What an index answers, or `otherwise` where there is no such index: nobody has needed it yet, or it is gone. */
export const ifThere = async <T, O>(answer: Promise<T>, otherwise: O): Promise<T | O> => {
  try {
    return await answer;
  } catch (error) {
    if (hasCode(error, 'index_missing')) return otherwise;
    throw error;
  }
};
