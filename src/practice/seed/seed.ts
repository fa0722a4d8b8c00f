// Fills a new org with users and a few hundred sample records, the same ones every time.
import type { Org } from '../org/org';
import { ruleNames } from '../dml/assignmentRules';
import { seedBusiness } from './business';
import { Seeder } from './seeder';

export const adminUsername = 'admin@practice.kinetic.example';

export interface SeedOptions {
  /** Number of accounts; the other records grow with it. 0 creates only users and setup records. */
  readonly accounts: number;
}

export function seed(org: Org, options: SeedOptions): void {
  const seeder = new Seeder(org);
  seedSetup(seeder);
  if (options.accounts > 0) seedBusiness(seeder, options.accounts);
  seedAssignmentRules(seeder);
}

function seedSetup(seeder: Seeder): void {
  seeder.add('Organization', {
    Name: seeder.org.name,
    InstanceName: 'PRC1',
    IsSandbox: false,
    OrganizationType: 'Developer Edition',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'GMT',
    DefaultLocaleSidKey: 'en_US',
    PrimaryContact: 'Ada Moss',
  });
  const all = {
    PermissionsApiEnabled: true,
    PermissionsBulkApiHardDelete: true,
    PermissionsModifyAllData: true,
    PermissionsViewAllData: true,
  };
  const license = { Name: 'Salesforce', MasterLabel: 'Salesforce', LicenseDefinitionKey: 'SFDC', Status: 'Active' };
  const licenseId = seeder.add('UserLicense', { ...license, TotalLicenses: 20, UsedLicenses: 4 });
  const ofUsers = { UserType: 'Standard', UserLicenseId: licenseId } as const;
  const admins = seeder.add('Profile', { Name: 'System Administrator', ...ofUsers, ...all });
  const standard = seeder.add('Profile', { Name: 'Standard User', ...ofUsers, PermissionsApiEnabled: true });
  seeder.add('BusinessHours', { Name: 'Default', IsActive: true, IsDefault: true, TimeZoneSidKey: 'GMT' });
  addUser(seeder, { first: 'Ada', last: 'Moss', username: adminUsername, profile: admins, key: 'U-1' });
  const domain = adminUsername.replace('admin@', '');
  addUser(seeder, { first: 'Ben', last: 'Okafor', username: `ben@${domain}`, profile: standard, key: 'U-2' });
  addUser(seeder, { first: 'Clara', last: 'Novak', username: `clara@${domain}`, profile: standard, key: 'U-3' });
  addUser(seeder, {
    first: 'Dan',
    last: 'Left',
    username: `dan@${domain}`,
    profile: standard,
    key: 'U-4',
    isGone: true,
  });
  seeder.add('Group', { Name: 'Support Queue', DeveloperName: 'Support_Queue', Type: 'Queue' });
  seeder.add('PermissionSet', { Name: 'Data_Loader', Label: 'Data Loader', PermissionsBulkApiHardDelete: true });
  seeder.add('RecordType', {
    Name: 'Key Account',
    DeveloperName: 'Key_Account',
    SobjectType: 'Account',
    IsActive: true,
  });
}

/** Each object has one active rule at most. */
function seedAssignmentRules(seeder: Seeder): void {
  const { supportCases, urgentCases, webLeads } = ruleNames;
  seeder.add('AssignmentRule', { Name: supportCases, SobjectType: 'Case', Active: true });
  seeder.add('AssignmentRule', { Name: urgentCases, SobjectType: 'Case', Active: false });
  seeder.add('AssignmentRule', { Name: webLeads, SobjectType: 'Lead', Active: true });
}

interface Person {
  readonly first: string;
  readonly last: string;
  readonly username: string;
  readonly profile: string;
  readonly key: string;
  readonly isGone?: boolean;
}

function addUser(seeder: Seeder, person: Person): string {
  return seeder.add('User', {
    FirstName: person.first,
    LastName: person.last,
    Username: person.username,
    Email: person.username,
    Alias: person.first.toLowerCase(),
    CommunityNickname: person.first.toLowerCase(),
    CompanyName: 'Kinetic Practice',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: person.profile,
    External_Id__c: person.key,
    IsActive: person.isGone !== true,
  });
}
