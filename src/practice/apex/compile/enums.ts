// The static methods of enums: values() and valueOf(text).
import type { ClassInfo } from '../typeSystem/model';
import { listOf } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import type { Code } from './code';
import { enumValue } from '../values/enumValues';

export function enumStatics(cls: ClassInfo, name: string, args: readonly Code[]): Code | undefined {
  const [text] = args;
  const all = (): unknown[] => cls.constants.map((_, i) => enumValue(cls, i));
  if (/^values$/i.test(name) && args.length === 0) {
    return { type: listOf(cls.type), run: () => new ApexList(cls.type, all()) };
  }
  if (!/^valueof$/i.test(name) || text === undefined || args.length > 1) return undefined;
  return {
    type: cls.type,
    run: (frame) => {
      const wanted = String(text.run(frame));
      const place = cls.constants.findIndex((one) => one.toLowerCase() === wanted.toLowerCase());
      if (place >= 0) return enumValue(cls, place);
      throw frame.tx.error('NoSuchElementException', `No enum constant ${cls.name}.${wanted}`);
    },
  };
}
