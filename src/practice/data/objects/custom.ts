// Custom objects: invoices, invoice lines and projects.
import type { SObjectSpec } from '../schema';
import * as f from './fields';

const made = { createable: false, updateable: false, calculated: true } as const;

const invoice: SObjectSpec = {
  name: 'Invoice__c',
  label: 'Invoice',
  labelPlural: 'Invoices',
  keyPrefix: 'a00',
  fields: [
    ...f.head('Record'),
    f.owner(['Group', 'User']),
    f.text('Name', 'Invoice Number', 80, { nillable: false, autoNumber: true, nameField: true, idLookup: true }),
    ...f.audit(),
    f.lookup('Account__c', 'Account', 'Account', { children: 'Invoices__r' }),
    f.externalId('External Id', { caseSensitive: true }),
    f.choice('Status__c', 'Status', ['Draft', 'Sent', 'Paid', 'Void'], { defaultValue: 'Draft' }),
    f.date('Due_Date__c', 'Due Date'),
    f.date('Issued_On__c', 'Issued On'),
    f.currency('Amount__c', 'Amount', [16, 2]),
    f.checkbox('Paid__c', 'Paid'),
    f.area('Notes__c', 'Notes', 32768),
    f.email('Billing_Email__c', 'Billing Email'),
  ],
};

const invoiceLine: SObjectSpec = {
  name: 'Invoice_Line__c',
  label: 'Invoice Line',
  labelPlural: 'Invoice Lines',
  keyPrefix: 'a01',
  fields: [
    ...f.head('Record'),
    f.text('Name', 'Line Name', 80, { nameField: true, idLookup: true, defaultedOnCreate: true }),
    ...f.audit(),
    f.lookup('Invoice__c', 'Invoice', 'Invoice__c', {
      nillable: false,
      updateable: false,
      children: 'Lines__r',
      cascadeDelete: true,
    }),
    f.lookup('Product__c', 'Product', 'Product2', { children: 'Invoice_Lines__r' }),
    f.number('Quantity__c', 'Quantity', [10, 2], { nillable: false }),
    f.currency('Unit_Price__c', 'Unit Price', [16, 2]),
    f.currency('Line_Total__c', 'Line Total', [18, 2], made),
    f.externalId('External Id'),
  ],
};

const project: SObjectSpec = {
  name: 'Project__c',
  label: 'Project',
  labelPlural: 'Projects',
  keyPrefix: 'a02',
  fields: [
    ...f.head('Record'),
    f.owner(['Group', 'User']),
    f.text('Name', 'Project Name', 80, { nameField: true, idLookup: true, defaultedOnCreate: true }),
    ...f.audit(),
    f.lookup('Account__c', 'Account', 'Account', { children: 'Projects__r' }),
    f.text('Code__c', 'Code', 20, { externalId: true }),
    f.choice('Phase__c', 'Phase', ['Plan', 'Build', 'Run']),
    f.date('Starts_On__c', 'Starts On'),
    { name: 'Daily_Standup__c', label: 'Daily Standup', type: 'time' },
    f.datetime('Kickoff__c', 'Kickoff'),
    f.percent('Progress__c', 'Progress'),
    f.url('Wiki__c', 'Wiki'),
    f.phone('Hotline__c', 'Hotline'),
    f.number('Budget_Hours__c', 'Budget Hours', [8, 1]),
  ],
};

export const customObjects: readonly SObjectSpec[] = [invoice, invoiceLine, project];
