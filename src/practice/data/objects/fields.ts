// Short functions for field definitions: the type with its usual properties, and overrides.
import type { FieldSpec, PicklistValue } from '../schema';

type More = Partial<FieldSpec>;

export const text = (name: string, label: string, length: number, more?: More): FieldSpec => ({
  name,
  label,
  type: 'string',
  length,
  ...more,
});

/** A text area up to 255 characters, a long text area above that. */
export const area = (name: string, label: string, length: number, more?: More): FieldSpec => ({
  ...text(name, label, length, more),
  type: 'textarea',
});

export const phone = (name: string, label: string): FieldSpec => ({ name, label, type: 'phone', length: 40 });
export const url = (name: string, label: string): FieldSpec => ({ name, label, type: 'url', length: 255 });
export const email = (name: string, label: string, more?: More): FieldSpec => ({
  name,
  label,
  type: 'email',
  length: 80,
  ...more,
});

export const checkbox = (name: string, label: string, more?: More): FieldSpec => ({
  name,
  label,
  type: 'boolean',
  nillable: false,
  ...more,
});
export const date = (name: string, label: string, more?: More): FieldSpec => ({ name, label, type: 'date', ...more });
export const datetime = (name: string, label: string, more?: More): FieldSpec => ({
  name,
  label,
  type: 'datetime',
  ...more,
});

export const int = (name: string, label: string, digits: number, more?: More): FieldSpec => ({
  name,
  label,
  type: 'int',
  precision: digits,
  ...more,
});

/** `precision` counts all digits, `scale` those after the decimal point. */
export const number = (
  name: string,
  label: string,
  size: readonly [precision: number, scale: number],
  more?: More,
): FieldSpec => ({
  name,
  label,
  type: 'double',
  precision: size[0],
  scale: size[1],
  ...more,
});

export const currency = (
  name: string,
  label: string,
  size: readonly [precision: number, scale: number],
  more?: More,
): FieldSpec => ({
  ...number(name, label, size, more),
  type: 'currency',
});
export const percent = (name: string, label: string, more?: More): FieldSpec => ({
  ...number(name, label, [3, 0], more),
  type: 'percent',
});

function toValues(values: readonly string[], first?: string): readonly PicklistValue[] {
  return values.map((value) => ({ value, label: value, active: true, defaultValue: value === first }));
}

/** An unrestricted picklist, like the standard ones: it accepts values that are not on the list. */
export const picklist = (name: string, label: string, values: readonly string[], more?: More): FieldSpec => ({
  name,
  label,
  type: 'picklist',
  length: 255,
  picklistValues: toValues(values, typeof more?.defaultValue === 'string' ? more.defaultValue : undefined),
  defaultedOnCreate: more?.defaultValue !== undefined,
  ...more,
});

/** A restricted picklist: it rejects values that are not on the list. */
export const choice = (name: string, label: string, values: readonly string[], more?: More): FieldSpec =>
  picklist(name, label, values, { restrictedPicklist: true, ...more });

export const choices = (name: string, label: string, values: readonly string[]): FieldSpec => ({
  ...choice(name, label, values),
  type: 'multipicklist',
  length: 4099,
});

/** A lookup; `children` is the child relationship name on the parent. */
export const lookup = (
  name: string,
  label: string,
  to: string | readonly string[],
  more?: More & { children?: string },
): FieldSpec => {
  const { children, ...rest } = more ?? {};
  return {
    name,
    label,
    type: 'reference',
    length: 18,
    referenceTo: typeof to === 'string' ? [to] : to,
    relationshipName: name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, ''),
    childRelationshipName: children ?? null,
    ...rest,
  };
};

export const externalId = (label = 'External Id', more?: More): FieldSpec =>
  text('External_Id__c', label, 40, { externalId: true, unique: true, ...more });

const readOnly = { createable: false, updateable: false, nillable: false, defaultedOnCreate: true } as const;

/** The first fields of every object. */
export const head = (label: string): readonly FieldSpec[] => [
  { name: 'Id', label: `${label} ID`, type: 'id', length: 18, ...readOnly },
  { name: 'IsDeleted', label: 'Deleted', type: 'boolean', ...readOnly },
];

export const owner = (to: string | readonly string[] = 'User'): FieldSpec =>
  lookup('OwnerId', 'Owner ID', to, { nillable: false, defaultedOnCreate: true });

/** The audit fields of every object. */
export const audit = (): readonly FieldSpec[] => [
  datetime('CreatedDate', 'Created Date', readOnly),
  lookup('CreatedById', 'Created By ID', 'User', readOnly),
  datetime('LastModifiedDate', 'Last Modified Date', readOnly),
  lookup('LastModifiedById', 'Last Modified By ID', 'User', readOnly),
  datetime('SystemModstamp', 'System Modstamp', readOnly),
];

/** The components of an address and the compound field (`BillingStreet` … and `BillingAddress`). */
export const address = (prefix: string, label: string): readonly FieldSpec[] => {
  const part = { compoundFieldName: `${prefix}Address` } as const;
  const words = label === '' ? '' : `${label} `;
  return [
    area(`${prefix}Street`, `${words}Street`, 255, part),
    text(`${prefix}City`, `${words}City`, 40, part),
    text(`${prefix}State`, `${words}State/Province`, 80, part),
    text(`${prefix}PostalCode`, `${words}Zip/Postal Code`, 20, part),
    text(`${prefix}Country`, `${words}Country`, 80, part),
    number(`${prefix}Latitude`, `${words}Latitude`, [18, 15], part),
    number(`${prefix}Longitude`, `${words}Longitude`, [18, 15], part),
    choice(`${prefix}GeocodeAccuracy`, `${words}Geocode Accuracy`, ['Address', 'Block', 'City', 'State', 'Zip'], part),
    { name: `${prefix}Address`, label: `${words}Address`, type: 'address', filterable: true },
  ];
};

/** The name fields of a person; `Name` is computed from the others. */
export const personName = (label: string): readonly FieldSpec[] => [
  text('LastName', 'Last Name', 80, { nillable: false, compoundFieldName: 'Name' }),
  text('FirstName', 'First Name', 40, { compoundFieldName: 'Name' }),
  picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'], {
    length: 40,
    compoundFieldName: 'Name',
  }),
  text('Name', label, 121, { ...readOnly, nameField: true }),
];
