// Answers to undelete: one outcome for each id, in order, or an error rather than a guess.
import assert from 'node:assert/strict';
import { decodeUndelete, encodeUndelete } from '../../../../src/core/soap/wire';

const answer = (results: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"><soapenv:Header><LimitInfoHeader><limitInfo><current>3</current><limit>15000</limit><type>API REQUESTS</type></limitInfo></LimitInfoHeader></soapenv:Header><soapenv:Body><undeleteResponse>${results}</undeleteResponse></soapenv:Body></soapenv:Envelope>`;
const restored = '<result><id>001000000000001AAA</id><success>true</success></result>';

describe('undelete in SOAP', () => {
  it('is written with its ids, escaped', () => {
    assert.equal(encodeUndelete(['001A', '<&>']), '<undelete><ids>001A</ids><ids>&lt;&amp;&gt;</ids></undelete>');
  });

  it('is read in the order of the ids, with all errors of a record', () => {
    const failed =
      '<result><errors><extendedErrorDetails xsi:nil="true"/><fields>Name</fields><message>&quot;A&quot; &lt; B &#x2013; &#8211; C</message><statusCode>UNDELETE_FAILED</statusCode></errors><errors><message>two</message><statusCode>X</statusCode></errors><id>001000000000002AAA</id><success>false</success></result>';
    const nameless =
      '<result><errors><message>bad id</message><statusCode>MALFORMED_ID</statusCode></errors><id xsi:nil="true"/><success>false</success></result>';
    assert.deepEqual(decodeUndelete(answer(restored + failed + nameless), 3), [
      { ok: true, id: '001000000000001AAA' },
      {
        ok: false,
        id: '001000000000002AAA',
        errors: [
          { code: 'UNDELETE_FAILED', message: '"A" < B – – C', fields: ['Name'] },
          { code: 'X', message: 'two', fields: [] },
        ],
      },
      { ok: false, errors: [{ code: 'MALFORMED_ID', message: 'bad id', fields: [] }] },
    ]);
  });

  for (const [what, results] of [
    ['fewer results than ids', ''],
    ['more results than ids', restored + restored],
    ['a result that does not say whether it succeeded', '<result><id>001000000000001AAA</id></result>'],
    ['a restored record without an id', '<result><success>true</success></result>'],
  ] as const)
    it(`is rejected with ${what}`, () => assert.throws(() => decodeUndelete(answer(results), 1), TypeError));
});
