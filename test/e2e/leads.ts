// A large CSV that is made on demand: leads of which one in a hundred has a mistake.
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const companies = ['Alder Foods', 'Birch Media', 'Cobalt Energy', 'Delta Health', 'Ember Robotics', 'Fjord Shipping'];
const names = ['Ada Aalto', 'Bram Bakker', 'Chiara Castro', 'Dmitri Dubois', 'Eléonore Eriksen', 'Fatima Fischer'];
const sources = ['Web', 'Phone Inquiry', 'Partner Referral'];

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

/** One in two hundred has no company, one in two hundred an invalid e-mail address. */
function toLine(at: number): string {
  const [firstName, lastName] = pick(names, at * 7).split(' ');
  const company = at % 200 === 57 ? '' : pick(companies, at * 11);
  const email = at % 200 === 133 ? 'ask at the desk' : `lead.${at}@example.com`;
  const words = `"Met at stand ${(at % 40) + 1}, hall ${(at % 7) + 1}; asked for a call back."`;
  return [`DEMO-L${at}`, firstName, lastName, company, email, pick(sources, at), words].join(',');
}

export async function writeLeads(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('External_Id__c,FirstName,LastName,Company,Email,LeadSource,Description\n');
  for (let begin = 0; begin < rows; begin += 1000) {
    const count = Math.min(1000, rows - begin);
    file.write(Array.from({ length: count }, (_, at) => `${toLine(begin + at)}\n`).join(''));
  }
  file.end();
  await finished(file);
}
