// Users, profiles, the organization and other setup objects.
import type { FieldSpec, SObjectSpec } from '../schema';
import * as f from './fields';

const fixed = { createable: false, updateable: false, deletable: false, bulkable: false } as const;

const name = (label: string, length: number, more?: Partial<FieldSpec>): FieldSpec =>
  f.text('Name', label, length, { nillable: false, nameField: true, ...more });

const user: SObjectSpec = {
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  deletable: false,
  fields: [
    ...f.head('User').slice(0, 1),
    f.text('Username', 'Username', 80, { nillable: false, unique: true, idLookup: true }),
    ...f.personName('Full Name').filter((field) => field.name !== 'Salutation'),
    f.text('CompanyName', 'Company Name', 80),
    f.text('Title', 'Title', 80),
    f.email('Email', 'Email', { nillable: false, length: 128, idLookup: true }),
    f.text('Alias', 'Alias', 8, { nillable: false }),
    f.text('CommunityNickname', 'Nickname', 40, { nillable: false, defaultedOnCreate: true }),
    f.checkbox('IsActive', 'Active', { defaultValue: true }),
    f.choice('TimeZoneSidKey', 'Time Zone', ['America/Los_Angeles', 'Europe/Berlin', 'GMT', 'Asia/Tokyo'], {
      nillable: false,
    }),
    f.choice('LocaleSidKey', 'Locale', ['en_US', 'en_GB', 'de_DE', 'ja_JP'], { nillable: false }),
    f.choice('EmailEncodingKey', 'Email Encoding', ['UTF-8', 'ISO-8859-1'], { nillable: false }),
    f.choice('LanguageLocaleKey', 'Language', ['en_US', 'de', 'fr', 'ja'], { nillable: false }),
    f.lookup('ProfileId', 'Profile ID', 'Profile', { nillable: false, children: 'Users' }),
    f.picklist('UserType', 'User Type', ['Standard', 'Guest', 'AutomatedProcess'], {
      createable: false,
      updateable: false,
      defaultValue: 'Standard',
    }),
    f.lookup('ManagerId', 'Manager ID', 'User', { children: 'ManagedUsers' }),
    f.datetime('LastLoginDate', 'Last Login', { createable: false, updateable: false }),
    ...f.audit(),
    f.externalId('External Id'),
    ...f.address('', ''),
    f.lookup('ContactId', 'Contact ID', 'Contact', { children: 'Users' }),
    f.lookup('UserRoleId', 'Role ID', 'UserRole', { children: 'Users' }),
  ],
};

const group: SObjectSpec = {
  name: 'Group',
  label: 'Group',
  labelPlural: 'Groups',
  keyPrefix: '00G',
  bulkable: false,
  fields: [
    ...f.head('Group').slice(0, 1),
    name('Name', 40),
    f.text('DeveloperName', 'Developer Name', 80, { unique: true }),
    f.choice('Type', 'Type', ['Regular', 'Queue'], { nillable: false }),
    ...f.audit(),
  ],
};

const organization: SObjectSpec = {
  name: 'Organization',
  label: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  ...fixed,
  fields: [
    ...f.head('Organization').slice(0, 1),
    name('Name', 80),
    f.text('InstanceName', 'Instance Name', 5),
    f.checkbox('IsSandbox', 'Is Sandbox'),
    f.text('OrganizationType', 'Edition', 40),
    f.datetime('TrialExpirationDate', 'Trial Expiration Date'),
    f.text('NamespacePrefix', 'Namespace Prefix', 15),
    f.text('LanguageLocaleKey', 'Language', 40),
    f.text('TimeZoneSidKey', 'Time Zone', 40),
    f.text('DefaultLocaleSidKey', 'Locale', 40),
    f.text('PrimaryContact', 'Primary Contact', 80),
    ...f.audit(),
  ],
};

/** The permissions of profiles, permission sets and UserPermissionAccess. */
const permissions: readonly FieldSpec[] = [
  f.checkbox('PermissionsApiEnabled', 'API Enabled'),
  f.checkbox('PermissionsBulkApiHardDelete', 'Bulk API Hard Delete'),
  f.checkbox('PermissionsModifyAllData', 'Modify All Data'),
  f.checkbox('PermissionsViewAllData', 'View All Data'),
];

const profile: SObjectSpec = {
  name: 'Profile',
  label: 'Profile',
  labelPlural: 'Profiles',
  keyPrefix: '00e',
  ...fixed,
  fields: [
    ...f.head('Profile').slice(0, 1),
    name('Name', 255),
    f.picklist('UserType', 'User Type', ['Standard', 'Guest']),
    ...permissions,
    ...f.audit(),
    f.area('Description', 'Description', 255),
    f.lookup('UserLicenseId', 'User License ID', 'UserLicense'),
  ],
};

const permissionSet: SObjectSpec = {
  name: 'PermissionSet',
  label: 'Permission Set',
  labelPlural: 'Permission Sets',
  keyPrefix: '0PS',
  bulkable: false,
  fields: [
    ...f.head('Permission Set').slice(0, 1),
    f.text('Name', 'Permission Set Name', 80, { nillable: false, nameField: true, unique: true }),
    f.text('Label', 'Permission Set Label', 80, { nillable: false }),
    f.area('Description', 'Description', 255),
    f.lookup('ProfileId', 'Profile ID', 'Profile', { createable: false, updateable: false }),
    f.checkbox('IsOwnedByProfile', 'Is Owned By Profile', { createable: false, updateable: false }),
    ...permissions,
    ...f.audit(),
  ],
};

const permissionSetAssignment: SObjectSpec = {
  name: 'PermissionSetAssignment',
  label: 'Permission Set Assignment',
  labelPlural: 'Permission Set Assignments',
  keyPrefix: '0Pa',
  bulkable: false,
  fields: [
    ...f.head('Permission Set Assignment').slice(0, 1),
    f.lookup('AssigneeId', 'Assignee ID', 'User', {
      nillable: false,
      updateable: false,
      children: 'PermissionSetAssignments',
    }),
    f.lookup('PermissionSetId', 'Permission Set ID', 'PermissionSet', {
      nillable: false,
      updateable: false,
      children: 'Assignments',
    }),
    f.datetime('SystemModstamp', 'System Modstamp', { createable: false, updateable: false, nillable: false }),
  ],
};

/** The permissions of the current user. login/permissions.ts rewrites its only row before each query. */
const userPermissionAccess: SObjectSpec = {
  name: 'UserPermissionAccess',
  label: 'User Permission Access',
  labelPlural: 'User Permission Accesses',
  keyPrefix: '000',
  ...fixed,
  fields: [
    ...f.head('User Permission Access').slice(0, 1),
    f.datetime('LastCacheUpdate', 'Last Cache Update', { createable: false, updateable: false }),
    ...permissions,
  ],
};

const assignmentRule: SObjectSpec = {
  name: 'AssignmentRule',
  label: 'Assignment Rule',
  labelPlural: 'Assignment Rules',
  keyPrefix: '01Q',
  ...fixed,
  fields: [
    ...f.head('Assignment Rule').slice(0, 1),
    name('Name', 120),
    f.text('SobjectType', 'SObject Type', 40),
    f.checkbox('Active', 'Active'),
    ...f.audit(),
  ],
};

const recordType: SObjectSpec = {
  name: 'RecordType',
  label: 'Record Type',
  labelPlural: 'Record Types',
  keyPrefix: '012',
  ...fixed,
  fields: [
    ...f.head('Record Type').slice(0, 1),
    name('Name', 80),
    f.text('DeveloperName', 'Record Type Name', 80),
    f.text('SobjectType', 'SObject Type Name', 40),
    f.text('NamespacePrefix', 'Namespace Prefix', 15),
    f.area('Description', 'Description', 255),
    f.checkbox('IsActive', 'Active'),
    ...f.audit(),
  ],
};

const scratchOrgInfo: SObjectSpec = {
  name: 'ScratchOrgInfo',
  label: 'Scratch Org Info',
  labelPlural: 'Scratch Org Infos',
  keyPrefix: '2SR',
  bulkable: false,
  fields: [
    ...f.head('Scratch Org Info'),
    f.text('Name', 'Number', 80, { nillable: false, autoNumber: true, nameField: true }),
    f.text('OrgName', 'Company', 80),
    f.text('Edition', 'Edition', 40),
    f.text('Status', 'Status', 40),
    f.text('SignupUsername', 'Signup Username', 80),
    f.owner(),
    ...f.audit(),
  ],
};

export const setupObjects: readonly SObjectSpec[] = [
  user,
  group,
  organization,
  profile,
  permissionSet,
  permissionSetAssignment,
  userPermissionAccess,
  assignmentRule,
  recordType,
  scratchOrgInfo,
];
