// What is known when columns are matched with fields, and what is found.
import type { FieldMapping, Lookup } from '../model/mapping';

/** A field of the object, as its describe says. */
export interface MatchField {
  readonly name: string;
  readonly label: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly externalId: boolean;
  readonly relationshipName: string | null;
  readonly referenceTo: readonly string[];
  /** Fields of the objects in `referenceTo` that can find a record; missing while their describes are not read. */
  readonly parentFields?: readonly ParentField[];
}

export interface ParentField {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  /** An external ID or another field by which Salesforce itself finds the record. */
  readonly findsRecords: boolean;
}

/** What a person accepted for a column of this name before, for the same object. */
export interface RememberedColumn {
  readonly column: string;
  /** Missing: the column was left out. */
  readonly mapped?: Omit<FieldMapping, 'from'>;
}

export type Confidence = 'certain' | 'likely' | 'none';

/**
 * `parent`: a column such as `Account: Ext` or `Parent Name`. `noField`: nothing is close. `severalFields`: several are
 * equally close. `taken`: another column has the field. `notWritable`: Salesforce calculates or sets the field.
 * `leftOut`: a person left it out. `resultColumn`: it comes from the results of an earlier load.
 */
export type MatchReason =
  | 'remembered'
  | 'apiName'
  | 'label'
  | 'shortName'
  | 'relationship'
  | 'parent'
  | 'similar'
  | 'noField'
  | 'severalFields'
  | 'taken'
  | 'notWritable'
  | 'leftOut'
  | 'resultColumn'
  | 'noName';

export interface ColumnMatch {
  readonly column: string;
  /** API name or relationship path; missing when the confidence is `none`. */
  readonly field?: string;
  /** Without it, the value is what the field stores. */
  readonly lookup?: Lookup;
  readonly confidence: Confidence;
  readonly reason: MatchReason;
  /** The fields that the reason is about, for example the one that another column has; the closest first. */
  readonly candidates?: readonly string[];
}
