// Standard objects that relate others or set them up: line items, roles, members, events, assets, licenses.
import type { SObjectSpec } from '../schema';
import * as f from './fields';

const made = { createable: false, updateable: false, defaultedOnCreate: true } as const;
const fixed = { createable: false, updateable: false, deletable: false, bulkable: false } as const;
const inParent = { nillable: false, updateable: false, cascadeDelete: true } as const;

/** Its amounts are those that are sent: they do not change the opportunity. */
const lineItem: SObjectSpec = {
  name: 'OpportunityLineItem',
  label: 'Opportunity Product',
  labelPlural: 'Opportunity Products',
  keyPrefix: '00k',
  fields: [
    ...f.head('Line Item'),
    f.lookup('OpportunityId', 'Opportunity ID', 'Opportunity', { ...inParent, children: 'OpportunityLineItems' }),
    f.int('SortOrder', 'Sort Order', 9),
    f.lookup('PricebookEntryId', 'Price Book Entry ID', 'PricebookEntry', {
      updateable: false,
      children: 'OpportunityLineItems',
    }),
    f.lookup('Product2Id', 'Product ID', 'Product2', { updateable: false, children: 'OpportunityLineItems' }),
    f.text('ProductCode', 'Product Code', 255, made),
    f.text('Name', 'Opportunity Product Name', 376, { ...made, nameField: true }),
    f.number('Quantity', 'Quantity', [12, 2], { nillable: false }),
    f.currency('TotalPrice', 'Total Price', [18, 2]),
    f.currency('UnitPrice', 'Sales Price', [18, 2]),
    f.currency('ListPrice', 'List Price', [18, 2], { createable: false, updateable: false }),
    f.date('ServiceDate', 'Date'),
    f.area('Description', 'Line Description', 255),
    ...f.audit(),
  ],
};

const contactRole: SObjectSpec = {
  name: 'OpportunityContactRole',
  label: 'Opportunity Contact Role',
  labelPlural: 'Opportunity Contact Role',
  keyPrefix: '00K',
  fields: [
    ...f.head('Contact Role'),
    f.lookup('OpportunityId', 'Opportunity ID', 'Opportunity', { ...inParent, children: 'OpportunityContactRoles' }),
    f.lookup('ContactId', 'Contact ID', 'Contact', { ...inParent, children: 'OpportunityContactRoles' }),
    f.picklist('Role', 'Role', [
      'Business User',
      'Decision Maker',
      'Economic Buyer',
      'Evaluator',
      'Influencer',
      'Other',
    ]),
    f.checkbox('IsPrimary', 'Primary'),
    ...f.audit(),
  ],
};

const member: SObjectSpec = {
  name: 'CampaignMember',
  label: 'Campaign Member',
  labelPlural: 'Campaign Members',
  keyPrefix: '00v',
  fields: [
    ...f.head('Campaign Member'),
    f.lookup('CampaignId', 'Campaign ID', 'Campaign', { ...inParent, children: 'CampaignMembers' }),
    f.lookup('LeadId', 'Lead ID', 'Lead', { updateable: false, children: 'CampaignMembers' }),
    f.lookup('ContactId', 'Contact ID', 'Contact', { updateable: false, children: 'CampaignMembers' }),
    f.picklist('Status', 'Status', ['Sent', 'Responded'], { defaultValue: 'Sent' }),
    f.checkbox('HasResponded', 'Responded', { createable: false, updateable: false }),
    f.date('FirstRespondedDate', 'First Responded Date', { createable: false, updateable: false }),
    ...f.audit(),
  ],
};

const event: SObjectSpec = {
  name: 'Event',
  label: 'Event',
  labelPlural: 'Events',
  keyPrefix: '00U',
  fields: [
    ...f.head('Activity'),
    f.lookup('WhoId', 'Name ID', ['Contact', 'Lead'], { children: 'Events' }),
    f.lookup('WhatId', 'Related To ID', ['Account', 'Campaign', 'Case', 'Opportunity', 'Product2'], {
      children: 'Events',
    }),
    f.text('Subject', 'Subject', 255, { type: 'combobox', nameField: true }),
    f.text('Location', 'Location', 255),
    f.checkbox('IsAllDayEvent', 'All-Day Event'),
    f.datetime('ActivityDateTime', 'Due Date Time'),
    f.date('ActivityDate', 'Due Date Only'),
    f.int('DurationInMinutes', 'Duration', 8),
    f.datetime('StartDateTime', 'Start Date Time'),
    f.datetime('EndDateTime', 'End Date Time'),
    f.area('Description', 'Description', 32000),
    f.owner(),
    ...f.audit(),
  ],
};

const asset: SObjectSpec = {
  name: 'Asset',
  label: 'Asset',
  labelPlural: 'Assets',
  keyPrefix: '02i',
  fields: [
    ...f.head('Asset'),
    f.lookup('ContactId', 'Contact ID', 'Contact', { children: 'Assets' }),
    f.lookup('AccountId', 'Account ID', 'Account', { children: 'Assets' }),
    f.lookup('ParentId', 'Parent Asset ID', 'Asset', { children: 'ChildAssets' }),
    f.lookup('Product2Id', 'Product ID', 'Product2', { children: 'Assets' }),
    f.text('Name', 'Asset Name', 255, { nillable: false, nameField: true }),
    f.int('AssetLevel', 'Asset Level', 8, { createable: false, updateable: false }),
    f.text('SerialNumber', 'Serial Number', 80),
    f.date('InstallDate', 'Install Date'),
    f.date('PurchaseDate', 'Purchase Date'),
    f.picklist('Status', 'Status', ['Shipped', 'Installed', 'Registered', 'Obsolete', 'Purchased']),
    f.currency('Price', 'Price', [18, 0]),
    f.number('Quantity', 'Quantity', [12, 2]),
    f.area('Description', 'Description', 32000),
    f.owner(),
    ...f.audit(),
  ],
};

const license: SObjectSpec = {
  name: 'UserLicense',
  label: 'User License',
  labelPlural: 'User License',
  keyPrefix: '100',
  ...fixed,
  fields: [
    ...f.head('User License').slice(0, 1),
    f.text('LicenseDefinitionKey', 'License Def. ID', 40, { nillable: false }),
    f.text('Name', 'Name', 40, { nillable: false, nameField: true }),
    f.text('MasterLabel', 'Master Label', 40, { nillable: false }),
    f.int('TotalLicenses', 'Total Licenses', 8),
    f.int('UsedLicenses', 'Used Licenses', 8),
    f.choice('Status', 'Status', ['Active', 'Disabled'], { nillable: false }),
    ...f.audit().filter(({ name }) => !name.endsWith('ById')),
  ],
};

const role: SObjectSpec = {
  name: 'UserRole',
  label: 'Role',
  labelPlural: 'Role',
  keyPrefix: '00E',
  bulkable: false,
  fields: [
    ...f.head('Role').slice(0, 1),
    f.text('Name', 'Name', 80, { nillable: false, nameField: true }),
    f.text('DeveloperName', 'Developer Name', 80),
    f.lookup('ParentRoleId', 'Parent Role ID', 'UserRole', { relationshipName: null }),
    f.text('RollupDescription', 'Description', 80),
    ...f.audit().filter(({ name }) => name.startsWith('LastModified') || name === 'SystemModstamp'),
  ],
};

const businessHours: SObjectSpec = {
  name: 'BusinessHours',
  label: 'Business Hours',
  labelPlural: 'Business Hours',
  keyPrefix: '01m',
  ...fixed,
  fields: [
    ...f.head('Business Hours').slice(0, 1),
    f.text('Name', 'Business Hours Name', 80, { nillable: false, nameField: true }),
    f.checkbox('IsActive', 'Active'),
    f.checkbox('IsDefault', 'Default Business Hours'),
    f.text('TimeZoneSidKey', 'Time Zone', 40),
    ...f.audit(),
  ],
};

const senderAddress: SObjectSpec = {
  name: 'OrgWideEmailAddress',
  label: 'Organization-wide From Email Address',
  labelPlural: 'Organization-wide From Email Addresses',
  keyPrefix: '0D2',
  ...fixed,
  fields: [
    ...f.head('Email Address').slice(0, 1),
    f.email('Address', 'Email Address', { nillable: false }),
    f.text('DisplayName', 'Display Name', 765, { nillable: false, nameField: true }),
    f.checkbox('IsAllowAllProfiles', 'Allow All Profiles'),
    ...f.audit(),
  ],
};

const staticResource: SObjectSpec = {
  name: 'StaticResource',
  label: 'Static Resource',
  labelPlural: 'Static Resources',
  keyPrefix: '081',
  bulkable: false,
  fields: [
    ...f.head('Static Resource').slice(0, 1),
    f.text('Name', 'Name', 255, { nillable: false, nameField: true }),
    f.text('ContentType', 'MIME Type', 120, { nillable: false }),
    f.int('BodyLength', 'Size', 9, made),
    { name: 'Body', label: 'Body', type: 'base64' },
    f.area('Description', 'Description', 255),
    f.choice('CacheControl', 'Cache Control', ['Private', 'Public'], { nillable: false, defaultValue: 'Private' }),
    ...f.audit(),
  ],
};

/** No approval runs in the practice org, so there are none. */
const workItem: SObjectSpec = {
  name: 'ProcessInstanceWorkitem',
  label: 'Approval Request',
  labelPlural: 'Approval Requests',
  keyPrefix: '04i',
  ...fixed,
  fields: [
    ...f.head('Process Instance Workitem'),
    f.lookup('OriginalActorId', 'User ID', ['Group', 'User'], { nillable: false }),
    f.lookup('ActorId', 'User ID', ['Group', 'User'], { nillable: false }),
    ...f.audit().filter(({ name }) => !name.startsWith('LastModified')),
  ],
};

/** What a user may do with a record. The practice org has no sharing and no rows of it. */
const recordAccess: SObjectSpec = {
  name: 'UserRecordAccess',
  label: 'User Record Access',
  labelPlural: 'User Record Access',
  keyPrefix: '0rA',
  ...fixed,
  fields: [
    ...f.head('User Record Access').slice(0, 1),
    f.lookup('UserId', 'User ID', 'User', { relationshipName: null }),
    f.text('RecordId', 'Record ID', 18),
    f.checkbox('HasReadAccess', 'Has Read Access'),
    f.checkbox('HasEditAccess', 'Has Edit Access'),
    f.checkbox('HasDeleteAccess', 'Has Delete Access'),
    f.checkbox('HasTransferAccess', 'Has Transfer Access'),
    f.checkbox('HasAllAccess', 'Has All Access'),
    f.choice('MaxAccessLevel', 'Max Access Level', ['None', 'Read', 'Edit', 'Delete', 'Transfer', 'All']),
  ],
};

export const relatedObjects: readonly SObjectSpec[] = [
  lineItem,
  contactRole,
  member,
  event,
  asset,
  license,
  role,
  businessHours,
  senderAddress,
  staticResource,
  workItem,
  recordAccess,
];
