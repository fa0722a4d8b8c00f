// Objects and fields as plain data: everything that describes, queries and writes need to know about them.

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'reference'
  | 'phone'
  | 'url'
  | 'email'
  | 'address'
  | 'base64';

/**
 * A stored value. Dates are `YYYY-MM-DD`, datetimes `YYYY-MM-DDTHH:mm:ss.SSS+0000` (so text order is time order),
 * times `HH:mm:ss.SSSZ`, references 18-character ids, multi-select picklists one text joined by `;`.
 */
export type Value = string | number | boolean | null;

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
}

export interface FieldDef {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Position of the value in a row of this object; assigned by {@link Schema} and never reused. */
  readonly slot: number;
  readonly custom: boolean;
  /** Characters; 0 for types without a length. */
  readonly length: number;
  /** Total and fractional digits of numbers; 0 elsewhere. */
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  /** The value of a new record when the client sends none. */
  readonly defaultValue: Value;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly caseSensitive: boolean;
  readonly nameField: boolean;
  readonly autoNumber: boolean;
  readonly calculated: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly restrictedPicklist: boolean;
  /** The objects that a lookup can reference; several objects make it polymorphic. */
  readonly referenceTo: readonly string[];
  /** Child-to-parent relationship name (`Account` for `AccountId`, `Parent__r` for `Parent__c`). */
  readonly relationshipName: string | null;
  /** Parent-to-child relationship name (`Contacts` on Account); null when the parent has none. */
  readonly childRelationshipName: string | null;
  /** The child is deleted with its parent (master-detail and some standard lookups). */
  readonly cascadeDelete: boolean;
  /** The parent cannot be deleted while it has such a child. */
  readonly restrictedDelete: boolean;
  /** The compound field that this field is a component of (`BillingAddress`, `Name`). */
  readonly compoundFieldName: string | null;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
}

export interface ChildRelationship {
  readonly childObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

export interface SObjectDef {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  /** Bulk API 2.0 supports it. */
  readonly bulkable: boolean;
  readonly fields: readonly FieldDef[];
  /** Case-insensitive. */
  readonly field: (name: string) => FieldDef | undefined;
  /** Case-insensitive, by relationship name (`Account`, `Owner`, `Parent__r`). */
  readonly relationship: (name: string) => FieldDef | undefined;
  readonly nameField: FieldDef | undefined;
}

/** A field definition in `objects/`; {@link Schema} adds the defaults. */
export type FieldSpec = Pick<FieldDef, 'name' | 'label' | 'type'> & Partial<Omit<FieldDef, 'slot'>>;

export interface SObjectSpec {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldSpec[];
  readonly createable?: boolean;
  readonly updateable?: boolean;
  readonly deletable?: boolean;
  readonly bulkable?: boolean;
}

const unsortableTypes: readonly FieldType[] = ['address', 'base64', 'multipicklist'];
const numberTypes: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];

function toField(spec: FieldSpec, slot: number): FieldDef {
  const isLong = spec.type === 'textarea' && (spec.length ?? 0) > 255;
  const isFlat = !unsortableTypes.includes(spec.type) && !isLong;
  const isReadOnly = spec.calculated === true || spec.autoNumber === true || spec.type === 'address';
  return {
    slot,
    custom: spec.name.endsWith('__c'),
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: !isReadOnly,
    updateable: !isReadOnly,
    defaultedOnCreate: spec.type === 'boolean' || spec.autoNumber === true,
    defaultValue: spec.type === 'boolean' ? false : null,
    unique: false,
    externalId: false,
    idLookup: spec.externalId === true || spec.type === 'id',
    caseSensitive: false,
    nameField: false,
    autoNumber: false,
    calculated: false,
    picklistValues: [],
    restrictedPicklist: false,
    referenceTo: [],
    relationshipName: null,
    childRelationshipName: null,
    cascadeDelete: false,
    restrictedDelete: false,
    compoundFieldName: null,
    filterable: spec.type !== 'base64' && !isLong,
    sortable: isFlat,
    groupable: isFlat && !['double', 'currency', 'percent', 'datetime', 'time'].includes(spec.type),
    aggregatable: isFlat && (numberTypes.includes(spec.type) || spec.type !== 'boolean'),
    ...spec,
  };
}

class ObjectDef implements SObjectDef {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly bulkable: boolean;
  readonly fields: FieldDef[] = [];
  readonly #byName = new Map<string, FieldDef>();
  readonly #byRelationship = new Map<string, FieldDef>();

  constructor(spec: SObjectSpec) {
    this.name = spec.name;
    this.label = spec.label;
    this.labelPlural = spec.labelPlural;
    this.keyPrefix = spec.keyPrefix;
    this.custom = spec.name.endsWith('__c');
    this.createable = spec.createable ?? true;
    this.updateable = spec.updateable ?? true;
    this.deletable = spec.deletable ?? true;
    this.bulkable = spec.bulkable ?? true;
    for (const field of spec.fields) this.add(field);
  }

  add(spec: FieldSpec): FieldDef {
    const field = toField(spec, this.fields.length);
    this.fields.push(field);
    this.#byName.set(field.name.toLowerCase(), field);
    if (field.relationshipName !== null) this.#byRelationship.set(field.relationshipName.toLowerCase(), field);
    return field;
  }

  field(name: string): FieldDef | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  relationship(name: string): FieldDef | undefined {
    return this.#byRelationship.get(name.toLowerCase());
  }

  get nameField(): FieldDef | undefined {
    return this.fields.find((field) => field.nameField);
  }
}

/** All objects of the org. Objects and fields can be added while it runs, but not removed. */
export class Schema {
  readonly #now: () => number;
  readonly #base: Schema | undefined;
  readonly #byName = new Map<string, ObjectDef>();
  readonly #byPrefix = new Map<string, ObjectDef>();

  /** When an object or field was last added, in whole seconds; the `Last-Modified` date of describes. */
  changedMs = 0;

  /** @param base the objects that this schema has as well */
  constructor(specs: readonly SObjectSpec[], now: () => number, base?: Schema) {
    this.#now = now;
    this.#base = base;
    for (const spec of specs) this.addObject(spec);
  }

  addObject(spec: SObjectSpec): SObjectDef {
    this.#touch();
    const def = new ObjectDef(spec);
    this.#byName.set(def.name.toLowerCase(), def);
    this.#byPrefix.set(def.keyPrefix, def);
    return def;
  }

  addField(objectName: string, spec: FieldSpec): FieldDef | undefined {
    this.#touch();
    return this.#byName.get(objectName.toLowerCase())?.add(spec);
  }

  #touch(): void {
    this.changedMs = Math.floor(this.#now() / 1000) * 1000;
  }

  get objects(): readonly SObjectDef[] {
    return [...(this.#base?.objects ?? []), ...this.#byName.values()];
  }

  /** Case-insensitive. */
  object(name: string): SObjectDef | undefined {
    return this.#byName.get(name.toLowerCase()) ?? this.#base?.object(name);
  }

  /** The object of a record id, by the key prefix. */
  objectOfId(id: string): SObjectDef | undefined {
    return this.#byPrefix.get(id.slice(0, 3)) ?? this.#base?.objectOfId(id);
  }

  /** Every lookup that references the object, in the order of a describe. */
  childRelationships(parent: SObjectDef): readonly ChildRelationship[] {
    return this.objects.flatMap((child) =>
      child.fields
        .filter((field) => field.referenceTo.includes(parent.name))
        .map((field) => ({
          childObject: child.name,
          field: field.name,
          relationshipName: field.childRelationshipName,
          cascadeDelete: field.cascadeDelete,
          restrictedDelete: field.restrictedDelete,
        })),
    );
  }
}
