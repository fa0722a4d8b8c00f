// Instances of classes, exceptions and enum values.
import type { ClassInfo } from '../typeSystem/model';
import type { RowError } from '../../data/rowErrors';

export class ApexObject {
  constructor(
    readonly cls: ClassInfo,
    readonly fields: unknown[],
  ) {}
}

/** One failed row of DML. */
export interface DmlFailure {
  readonly index: number;
  readonly id: string | null;
  readonly error: RowError;
}

export class ApexException extends ApexObject {
  message: string | null = null;
  cause: ApexException | null = null;
  stack = '';
  line = 1;
  failures: readonly DmlFailure[] = [];

  get typeName(): string {
    return shownName(this.cls);
  }

  /** `System.DmlException: Insert failed.` */
  get summary(): string {
    return this.message === null ? this.typeName : `${this.typeName}: ${this.message}`;
  }
}

/** Classes of Salesforce's library have their namespace before the name. */
export const shownName = (cls: ClassInfo): string => (cls.unit.kind === 'library' ? `System.${cls.name}` : cls.name);

/** JavaScript's exception that carries one of Apex. */
export class ApexThrow extends Error {
  constructor(readonly exception: ApexException) {
    super(exception.summary);
  }

  /** Limits and failed assertions end the transaction: no catch block gets them. */
  get isFinal(): boolean {
    return (
      ['LimitException', 'AssertException'].includes(this.exception.cls.name) &&
      this.exception.cls.unit.kind === 'library'
    );
  }
}

export class EnumValue {
  constructor(
    readonly cls: ClassInfo,
    readonly name: string,
    readonly ordinal: number,
  ) {}
}

/** `Foo.class`, or the result of Type.forName. */
export class TypeValue {
  constructor(
    readonly name: string,
    readonly cls: ClassInfo | undefined,
  ) {}
}
