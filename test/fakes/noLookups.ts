// For loads whose mapping looks up nothing.

export const answerLookup = (): Promise<never> => Promise.reject(new Error('This load looks up nothing.'));
