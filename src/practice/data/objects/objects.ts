// Every object the practice org is born with.
import type { SObjectSpec } from '../schema';
import { CRM } from './crm';
import { CUSTOM } from './custom';
import { SALES } from './sales';
import { SETUP } from './setup';

export const OBJECTS: readonly SObjectSpec[] = [...CRM, ...SALES, ...SETUP, ...CUSTOM];
