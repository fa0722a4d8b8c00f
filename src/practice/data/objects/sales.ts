// Opportunities, products, prices, campaigns, cases and tasks.
import type { SObjectSpec } from '../schema';
import { leadSources } from './crm';
import * as f from './fields';

/** Each stage with its default probability and whether it closes or wins the opportunity. */
export const opportunityStages: readonly { name: string; probability: number; isClosed: boolean; isWon: boolean }[] = [
  { name: 'Prospecting', probability: 10, isClosed: false, isWon: false },
  { name: 'Qualification', probability: 10, isClosed: false, isWon: false },
  { name: 'Needs Analysis', probability: 20, isClosed: false, isWon: false },
  { name: 'Value Proposition', probability: 50, isClosed: false, isWon: false },
  { name: 'Id. Decision Makers', probability: 60, isClosed: false, isWon: false },
  { name: 'Perception Analysis', probability: 70, isClosed: false, isWon: false },
  { name: 'Proposal/Price Quote', probability: 75, isClosed: false, isWon: false },
  { name: 'Negotiation/Review', probability: 90, isClosed: false, isWon: false },
  { name: 'Closed Won', probability: 100, isClosed: true, isWon: true },
  { name: 'Closed Lost', probability: 0, isClosed: true, isWon: false },
];

const made = { createable: false, updateable: false, defaultedOnCreate: true } as const;

const opportunity: SObjectSpec = {
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  fields: [
    ...f.head('Opportunity'),
    f.lookup('AccountId', 'Account ID', 'Account', { children: 'Opportunities', cascadeDelete: true }),
    f.text('Name', 'Name', 120, { nillable: false, nameField: true }),
    f.area('Description', 'Description', 32000),
    f.picklist(
      'StageName',
      'Stage',
      opportunityStages.map((stage) => stage.name),
      { nillable: false },
    ),
    f.currency('Amount', 'Amount', [18, 2]),
    f.percent('Probability', 'Probability (%)', { defaultedOnCreate: true }),
    f.currency('ExpectedRevenue', 'Expected Amount', [18, 2], { ...made, nillable: true }),
    f.date('CloseDate', 'Close Date', { nillable: false }),
    f.picklist('Type', 'Opportunity Type', [
      'Existing Customer - Upgrade',
      'Existing Customer - Replacement',
      'Existing Customer - Downgrade',
      'New Customer',
    ]),
    f.text('NextStep', 'Next Step', 255),
    f.picklist('LeadSource', 'Lead Source', leadSources),
    f.checkbox('IsClosed', 'Closed', made),
    f.checkbox('IsWon', 'Won', made),
    f.lookup('CampaignId', 'Campaign ID', 'Campaign', { children: 'Opportunities' }),
    f.lookup('Pricebook2Id', 'Price Book ID', 'Pricebook2', { children: 'Opportunities' }),
    f.owner(),
    ...f.audit(),
    f.externalId('External Id'),
    f.percent('Discount__c', 'Discount'),
    f.lookup('ContactId', 'Contact ID', 'Contact', { updateable: false, children: 'Opportunities' }),
  ],
};

const product: SObjectSpec = {
  name: 'Product2',
  label: 'Product',
  labelPlural: 'Products',
  keyPrefix: '01t',
  fields: [
    ...f.head('Product'),
    f.text('Name', 'Product Name', 255, { nillable: false, nameField: true }),
    f.text('ProductCode', 'Product Code', 255),
    f.area('Description', 'Product Description', 4000),
    f.checkbox('IsActive', 'Active'),
    f.picklist('Family', 'Product Family', ['Hardware', 'Software', 'Services']),
    ...f.audit(),
    f.externalId('External Id'),
    f.text('StockKeepingUnit', 'Product SKU', 180),
  ],
};

const pricebook: SObjectSpec = {
  name: 'Pricebook2',
  label: 'Price Book',
  labelPlural: 'Price Books',
  keyPrefix: '01s',
  fields: [
    ...f.head('Price Book'),
    f.text('Name', 'Price Book Name', 255, { nillable: false, nameField: true }),
    f.area('Description', 'Description', 255),
    f.checkbox('IsActive', 'Active'),
    f.checkbox('IsStandard', 'Is Standard Price Book', made),
    ...f.audit(),
  ],
};

const pricebookEntry: SObjectSpec = {
  name: 'PricebookEntry',
  label: 'Price Book Entry',
  labelPlural: 'Price Book Entries',
  keyPrefix: '01u',
  fields: [
    ...f.head('Price Book Entry'),
    f.text('Name', 'Product Name', 255, { ...made, nillable: false, nameField: true }),
    f.lookup('Pricebook2Id', 'Price Book ID', 'Pricebook2', {
      nillable: false,
      updateable: false,
      children: 'PricebookEntries',
      cascadeDelete: true,
    }),
    f.lookup('Product2Id', 'Product ID', 'Product2', {
      nillable: false,
      updateable: false,
      children: 'PricebookEntries',
      cascadeDelete: true,
    }),
    f.currency('UnitPrice', 'List Price', [16, 2], { nillable: false }),
    f.checkbox('IsActive', 'Active'),
    f.checkbox('UseStandardPrice', 'Use Standard Price'),
    f.text('ProductCode', 'Product Code', 255, made),
    ...f.audit(),
  ],
};

const campaign: SObjectSpec = {
  name: 'Campaign',
  label: 'Campaign',
  labelPlural: 'Campaigns',
  keyPrefix: '701',
  fields: [
    ...f.head('Campaign'),
    f.text('Name', 'Name', 80, { nillable: false, nameField: true }),
    f.lookup('ParentId', 'Parent Campaign ID', 'Campaign', { children: 'ChildCampaigns' }),
    f.picklist('Type', 'Type', ['Conference', 'Webinar', 'Email', 'Advertisement', 'Other']),
    f.picklist('Status', 'Status', ['Planned', 'In Progress', 'Completed', 'Aborted'], { defaultValue: 'Planned' }),
    f.date('StartDate', 'Start Date'),
    f.date('EndDate', 'End Date'),
    f.currency('BudgetedCost', 'Budgeted Cost in Campaign', [18, 0]),
    f.checkbox('IsActive', 'Active'),
    f.area('Description', 'Description', 32000),
    f.owner(),
    ...f.audit(),
  ],
};

const supportCase: SObjectSpec = {
  name: 'Case',
  label: 'Case',
  labelPlural: 'Cases',
  keyPrefix: '500',
  fields: [
    ...f.head('Case'),
    f.text('CaseNumber', 'Case Number', 30, { nillable: false, autoNumber: true, nameField: true, idLookup: true }),
    f.lookup('ContactId', 'Contact ID', 'Contact', { children: 'Cases' }),
    f.lookup('AccountId', 'Account ID', 'Account', { children: 'Cases', restrictedDelete: true }),
    f.lookup('ParentId', 'Parent Case ID', 'Case', { children: 'Cases' }),
    f.text('SuppliedName', 'Name', 80),
    f.email('SuppliedEmail', 'Email Address'),
    f.picklist('Type', 'Case Type', ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other']),
    f.picklist('Status', 'Status', ['New', 'Working', 'Escalated', 'Closed'], { defaultValue: 'New' }),
    f.picklist('Reason', 'Case Reason', ['Installation', 'Performance', 'Breakdown', 'Feedback', 'Other']),
    f.picklist('Origin', 'Case Origin', ['Phone', 'Email', 'Web']),
    f.text('Subject', 'Subject', 255),
    f.picklist('Priority', 'Priority', ['High', 'Medium', 'Low'], { defaultValue: 'Medium' }),
    f.area('Description', 'Description', 32000),
    f.checkbox('IsClosed', 'Closed', made),
    f.datetime('ClosedDate', 'Closed Date', { ...made }),
    f.owner(['Group', 'User']),
    ...f.audit(),
    f.externalId('External Id'),
  ],
};

const task: SObjectSpec = {
  name: 'Task',
  label: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  fields: [
    ...f.head('Activity'),
    f.lookup('WhoId', 'Name ID', ['Contact', 'Lead'], { children: 'Tasks' }),
    f.lookup('WhatId', 'Related To ID', ['Account', 'Campaign', 'Case', 'Invoice__c', 'Opportunity', 'Product2'], {
      children: 'Tasks',
    }),
    f.text('Subject', 'Subject', 255, { type: 'combobox', nameField: true }),
    f.date('ActivityDate', 'Due Date Only'),
    f.picklist('Status', 'Status', ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'], {
      nillable: false,
      defaultValue: 'Not Started',
    }),
    f.picklist('Priority', 'Priority', ['High', 'Normal', 'Low'], { nillable: false, defaultValue: 'Normal' }),
    f.owner(['Group', 'User']),
    f.area('Description', 'Description', 32000),
    f.checkbox('IsClosed', 'Closed', made),
    f.checkbox('IsReminderSet', 'Reminder Set'),
    ...f.audit(),
    f.externalId('External Id'),
    f.picklist('Type', 'Type', ['Call', 'Meeting', 'Other', 'Email']),
  ],
};

export const salesObjects: readonly SObjectSpec[] = [
  opportunity,
  product,
  pricebook,
  pricebookEntry,
  campaign,
  supportCase,
  task,
];
