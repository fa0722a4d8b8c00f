// The sample records: accounts with contacts, opportunities, tasks, invoices, cases and projects, and leads.
import { industries, leadSources } from '../data/objects/crm';
import { opportunityStages } from '../data/objects/sales';
import type { Value } from '../data/schema';
import type { Seeder } from './seeder';
import * as words from './words';

interface Company {
  readonly id: string;
  readonly contacts: readonly string[];
}

export function seedBusiness(seeder: Seeder, accounts: number): void {
  const products = seedProducts(seeder);
  const campaigns = ['Spring Fair', 'Solar Webinar', 'Autumn Mailing'].map((name) =>
    seeder.add('Campaign', { Name: name, Type: 'Webinar', Status: 'Planned', IsActive: true, BudgetedCost: 5000 }),
  );
  const companies: Company[] = [];
  for (let n = 1; n <= accounts; n++) companies.push(seedCompany(seeder, n));
  for (const [index, company] of companies.entries()) {
    seedDeals(seeder, company, { index, campaigns });
    seedInvoices(seeder, company, { index, products });
    seedService(seeder, company, index);
  }
  for (let n = 1; n <= accounts; n++) seedLead(seeder, n);
}

function key(prefix: string, n: number): string {
  return `${prefix}-${String(n).padStart(5, '0')}`;
}

function address(seeder: Seeder, prefix: string): Record<string, Value> {
  const [city, state, country, code] = seeder.pick(words.cities);
  return {
    [`${prefix}Street`]: `${seeder.random(180) + 1} ${seeder.pick(words.streets)}`,
    [`${prefix}City`]: city,
    [`${prefix}State`]: state,
    [`${prefix}PostalCode`]: code,
    [`${prefix}Country`]: country,
  };
}

function phone(seeder: Seeder): string {
  return `+1 (555) ${String(seeder.random(1000)).padStart(3, '0')}-${String(seeder.random(10_000)).padStart(4, '0')}`;
}

function seedProducts(seeder: Seeder): readonly string[] {
  const book = seeder.add('Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
  return words.productNames.map((name, i) => {
    const id = seeder.add('Product2', {
      Name: name,
      ProductCode: `P${1000 + i}`,
      IsActive: true,
      Family: i < 7 ? 'Hardware' : i < 8 ? 'Software' : 'Services',
      External_Id__c: key('PRD', i + 1),
    });
    const price = 500 + seeder.random(200) * 50;
    seeder.add('PricebookEntry', { Pricebook2Id: book, Product2Id: id, UnitPrice: price, IsActive: true });
    return id;
  });
}

function seedCompany(seeder: Seeder, n: number): Company {
  const start = words.companyStarts[(n - 1) % words.companyStarts.length] ?? '';
  const round = Math.floor((n - 1) / words.companyStarts.length);
  const end = words.companyEnds[(n + round) % words.companyEnds.length] ?? '';
  const name = round < words.companyEnds.length ? `${start} ${end}` : `${start} ${end} ${round}`;
  const id = seeder.add('Account', {
    Name: name,
    Type: seeder.pick(['Prospect', 'Customer - Direct', 'Customer - Channel', 'Other']),
    ...address(seeder, 'Billing'),
    Phone: phone(seeder),
    Website: `https://www.${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`,
    Industry: seeder.pick(industries),
    AnnualRevenue: (seeder.random(900) + 1) * 100_000,
    NumberOfEmployees: seeder.random(5000) + 3,
    Rating: seeder.pick(['Hot', 'Warm', 'Cold', null]),
    AccountSource: seeder.pick(leadSources),
    External_Id__c: key('ACC', n),
    Region__c: seeder.pick(['EMEA', 'AMER', 'APAC']),
    Tier__c: seeder.pick(['Gold', 'Silver', 'Bronze']),
    Segments__c: seeder.pick(['Retail', 'Retail;Online', 'Wholesale', null]),
    Credit_Limit__c: seeder.random(100) * 1000,
    Health_Score__c: seeder.random(10_000) / 100,
    Customer_Since__c: seeder.date(-3000, -10),
    VIP__c: n % 9 === 0,
  });
  const contacts = [0, 1, 2].slice(0, 1 + (n % 3)).map((i) => seedContact(seeder, id, n * 3 + i));
  return { id, contacts };
}

function person(seeder: Seeder, n: number): { FirstName: string; LastName: string; Email: string; Phone: string } {
  const first = seeder.pick(words.firstNames);
  const last = seeder.pick(words.lastNames);
  const email = `${first}.${last}.${n}@mail.example`.toLowerCase();
  return { FirstName: first, LastName: last, Email: email, Phone: phone(seeder) };
}

function seedContact(seeder: Seeder, accountId: string, n: number): string {
  return seeder.add('Contact', {
    ...person(seeder, n),
    ...address(seeder, 'Mailing'),
    AccountId: accountId,
    Title: seeder.pick(words.jobTitles),
    LeadSource: seeder.pick(leadSources),
    Birthdate: seeder.date(-20_000, -8000),
    External_Id__c: key('CON', n),
    Level__c: seeder.pick(['Primary', 'Secondary', 'Tertiary']),
    Languages__c: seeder.pick(['English', 'English;German', 'French;Spanish']),
  });
}

function seedLead(seeder: Seeder, n: number): void {
  seeder.add('Lead', {
    ...person(seeder, 9000 + n),
    ...address(seeder, ''),
    Company: `${seeder.pick(words.companyStarts)} & Partners`,
    Title: seeder.pick(words.jobTitles),
    LeadSource: seeder.pick(leadSources),
    Status: seeder.pick(['Open - Not Contacted', 'Working - Contacted']),
    External_Id__c: key('LEA', n),
  });
}

function seedDeals(seeder: Seeder, company: Company, at: { index: number; campaigns: readonly string[] }): void {
  for (let i = 0; i <= at.index % 2; i++) {
    const stage = seeder.pick(opportunityStages);
    const opportunity = seeder.add('Opportunity', {
      AccountId: company.id,
      Name: `${seeder.pick(words.productNames)} for ${key('ACC', at.index + 1)}`,
      StageName: stage.name,
      Amount: (seeder.random(400) + 1) * 250,
      CloseDate: seeder.date(stage.isClosed ? -200 : 20, stage.isClosed ? 0 : 300),
      Type: seeder.pick(['New Customer', 'Existing Customer - Upgrade']),
      LeadSource: seeder.pick(leadSources),
      CampaignId: at.index % 5 === 0 ? seeder.pick(at.campaigns) : null,
      External_Id__c: key('OPP', at.index * 2 + i + 1),
    });
    seeder.add('Task', {
      Subject: seeder.pick(words.taskSubjects),
      WhatId: opportunity,
      WhoId: company.contacts[0] ?? null,
      ActivityDate: seeder.date(-20, 60),
      Status: seeder.pick(['Not Started', 'In Progress', 'Completed']),
      External_Id__c: key('TSK', at.index * 2 + i + 1),
    });
  }
}

function seedInvoices(seeder: Seeder, company: Company, at: { index: number; products: readonly string[] }): void {
  const issued = seeder.date(-100, 0);
  const invoice = seeder.add('Invoice__c', {
    Account__c: company.id,
    External_Id__c: key('INV', at.index + 1),
    Status__c: seeder.pick(['Draft', 'Sent', 'Paid']),
    Issued_On__c: issued,
    Due_Date__c: seeder.date(10, 90),
    Amount__c: seeder.random(500_000) / 100,
    Billing_Email__c: `billing.${at.index + 1}@mail.example`,
  });
  for (let line = 0; line < 3; line++) {
    seeder.add('Invoice_Line__c', {
      Name: `Line ${line + 1}`,
      Invoice__c: invoice,
      Product__c: seeder.pick(at.products),
      Quantity__c: seeder.random(20) + 1,
      Unit_Price__c: seeder.random(100_000) / 100,
      External_Id__c: key('LIN', at.index * 3 + line + 1),
    });
  }
}

function seedService(seeder: Seeder, company: Company, index: number): void {
  if (index % 2 === 0) {
    seeder.add('Case', {
      AccountId: company.id,
      ContactId: company.contacts[0] ?? null,
      Subject: seeder.pick(words.caseSubjects),
      Status: seeder.pick(['New', 'Working', 'Escalated', 'Closed']),
      Origin: seeder.pick(['Phone', 'Email', 'Web']),
      Priority: seeder.pick(['High', 'Medium', 'Low']),
      External_Id__c: key('CAS', index + 1),
    });
  }
  if (index % 4 !== 0) return;
  seeder.add('Project__c', {
    Name: `Rollout ${index / 4 + 1}`,
    Account__c: company.id,
    Code__c: `PRJ-${index / 4 + 1}`,
    Phase__c: seeder.pick(['Plan', 'Build', 'Run']),
    Starts_On__c: seeder.date(0, 100),
    Daily_Standup__c: '09:15:00.000Z',
    Progress__c: seeder.random(100),
    Budget_Hours__c: seeder.random(10_000) / 10,
  });
}
