// A person who is asked before writes: confirms unless set otherwise, and remembers the questions.
import type { Consent, WriteAnswer, WriteQuestion } from '../../src/core/ports';

export interface FakeConsent extends Consent {
  readonly asked: readonly WriteQuestion[];
}

/** Types the name of the org if it is required, unless `answer` says something else. */
export function createFakeConsent(
  answer: (question: WriteQuestion) => WriteAnswer | Promise<WriteAnswer> = ({ org }) => ({
    agreed: true,
    typed: org.label,
  }),
): FakeConsent {
  const asked: WriteQuestion[] = [];
  return {
    program: 'a test',
    asked,
    ask: async (question, signal) => {
      signal.throwIfAborted();
      asked.push(question);
      return answer(question);
    },
  };
}
