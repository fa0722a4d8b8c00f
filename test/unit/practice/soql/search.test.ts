// SOSL: which records a search finds, and which searches are rejected.
import assert from 'node:assert/strict';
import { Refusal } from '../../../../src/practice/http/http';
import { search } from '../../../../src/practice/soql/sosl';
import { insert, sampleOrg } from './sampleOrg';

const options = { version: 66, withDeleted: false };

async function find(text: string): Promise<string[]> {
  const { org } = sampleOrg();
  insert(org, 'Account', { Name: 'Red Panda Ltd', Phone: '+49 30 1234', Description: 'sells bamboo' });
  insert(org, 'Account', { Name: 'Red Fox Ltd' });
  const records = await search(org, text, options);
  return records.map((record) => {
    const { Name, attributes } = record as { Name?: string; attributes: { type: string } };
    return Name ?? attributes.type;
  });
}

describe('a search', () => {
  it('finds records with all words, in any letter case', async () => {
    assert.deepEqual(await find('FIND {red ltd} RETURNING Account(Name)'), ['Red Panda Ltd', 'Red Fox Ltd']);
    assert.deepEqual(await find('FIND {"red panda"} IN ALL FIELDS RETURNING Account(Id, Name)'), ['Red Panda Ltd']);
    assert.deepEqual(await find('FIND {pan} RETURNING Account(Name)'), []);
  });

  it('supports wildcards and OR', async () => {
    assert.deepEqual(await find('FIND {pan*} RETURNING Account(Name)'), ['Red Panda Ltd']);
    assert.deepEqual(await find('FIND {f?x OR bamboo} RETURNING Account(Name)'), ['Red Panda Ltd', 'Red Fox Ltd']);
  });

  it('searches only the fields in IN', async () => {
    assert.deepEqual(await find('FIND {bamboo} IN NAME FIELDS RETURNING Account(Name)'), []);
    assert.deepEqual(await find('FIND {1234} IN PHONE FIELDS RETURNING Account(Name)'), ['Red Panda Ltd']);
    assert.deepEqual(await find('FIND {moss*} IN EMAIL FIELDS RETURNING Contact(Name), Account'), ['Moss']);
  });

  it('filters, sorts and limits the matches of each object', async () => {
    assert.deepEqual(await find("FIND {red} RETURNING Account(Name WHERE Name LIKE '%Fox%')"), ['Red Fox Ltd']);
    assert.deepEqual(await find('FIND {red} RETURNING Account(Name ORDER BY Name LIMIT 1)'), ['Red Fox Ltd']);
    assert.deepEqual(await find('FIND {red} RETURNING Account(Name) LIMIT 1'), ['Red Panda Ltd']);
  });

  it('searches every object without RETURNING', async () => {
    assert.deepEqual(await find('FIND {moss}'), ['Contact', 'User']);
  });

  it('is rejected without words, or with a single character', async () => {
    const refused = async (text: string) => {
      const error: unknown = await find(text).catch((reason: unknown) => reason);
      return error instanceof Refusal ? error.errors[0]?.errorCode : undefined;
    };
    assert.equal(await refused('FIND nothing'), 'MALFORMED_SEARCH');
    assert.equal(await refused('FIND {a}'), 'MALFORMED_SEARCH');
    assert.equal(await refused('FIND {red} RETURNING Account(Nope)'), 'INVALID_FIELD');
    assert.equal(await refused('FIND {red} RETURNING Nope(Id)'), 'INVALID_TYPE');
  });
});
