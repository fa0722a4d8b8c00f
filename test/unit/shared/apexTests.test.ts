// Which tests a class has, in code of any quality.
import assert from 'node:assert/strict';
import { findApexTests } from '../../../src/shared/apexTests';

const namesIn = (source: string): readonly string[] | undefined =>
  findApexTests(source)?.methods.map(({ name }) => name);

describe('the tests of an Apex class', () => {
  it('have the names and places that an editor shows', () => {
    const source = [
      '/** Tests. */',
      '@IsTest',
      'private class OrdersTest {',
      '    @IsTest',
      '    static void closes() {',
      "        if (true) { System.debug('}'); }",
      '    }',
      '',
      '    static testMethod void opens(){}',
      '}',
    ].join('\r\n');
    assert.deepEqual(findApexTests(source), {
      name: 'OrdersTest',
      start: { line: 2, character: 14 },
      end: { line: 9, character: 1 },
      methods: [
        { name: 'closes', start: { line: 4, character: 16 }, end: { line: 6, character: 5 } },
        { name: 'opens', start: { line: 8, character: 27 }, end: { line: 8, character: 36 } },
      ],
    });
  });

  const sources: Readonly<Record<string, readonly [source: string, methods: readonly string[] | undefined]>> = {
    'with another case and blanks': ['@ isTest class T { @ISTEST static void A ( ) { } }', ['A']],
    'with arguments of the annotation': [
      "@IsTest(SeeAllData=true) class T { @IsTest(IsParallel=true testFor='a') static void a() {} }",
      ['a'],
    ],
    'with several annotations and a helper': [
      "@IsTest class T { @SuppressWarnings('PMD') @IsTest static void a() {} static void help() {} @TestSetup static void s() {} }",
      ['a'],
    ],
    'in a class that is none, with the old keyword': ['public class T { static testmethod void a() {} }', ['a']],
    'none in a class for tests': ['@IsTest public class Data { public static void make() {} }', []],
    'with texts that look like tests': [
      "@IsTest class T { static String s = '@IsTest static void no() {'; @IsTest static void a() { String t = '\\'}'; } }",
      ['a'],
    ],
    'with comments that look like tests': [
      '@IsTest class T { /* @IsTest static void no() {} */ // @IsTest static void no2() {}\n @IsTest static void a() {} }',
      ['a'],
    ],
    'after a comment within a signature': [
      '@IsTest class T { @IsTest /* { */ static void /* } */ a /* ( */ () {} }',
      ['a'],
    ],
    'with properties, values in braces and inner classes': [
      "@IsTest class T { Integer x { get; set { x = value; } } static List<String> l = new List<String>{ 'a' }; class In { void no() {} } @IsTest static void a() {} }",
      ['a'],
    ],
    'with a text that is not closed': ["@IsTest class T { String s = 'open;\n @IsTest static void a() {} }", ['a']],
    'with a comment that is not closed': [
      '@IsTest class T { @IsTest static void a() {} /* @IsTest static void no() {}',
      ['a'],
    ],
    'with a body that is not closed': ['@IsTest class T { @IsTest static void a() { if (x) {', ['a']],
    'with a long text in three quotes': [
      "@IsTest class T { String s = '''\n'}{' @IsTest\n'''; @IsTest static void a() {} }",
      ['a'],
    ],
    'without a body': ['@IsTest class T', undefined],
    'of an interface': ['@IsTest interface T { }', undefined],
    'of another class': ["public class T { String s = '@IsTest'; void a() { /* testMethod */ } }", undefined],
    'of nothing': ['', undefined],
  };
  for (const [what, [source, methods]] of Object.entries(sources))
    it(`are found ${what}`, () => assert.deepEqual(namesIn(source), methods));

  it('are found in a class of a million characters, and do not depend on how deep it is', () => {
    const filler = `static void help() { ${'{'.repeat(20_000)}${'}'.repeat(20_000)} }\n`;
    const source = `@IsTest class T { ${filler.repeat(25)} @IsTest static void a() {} }`;
    assert.ok(source.length > 1_000_000);
    assert.deepEqual(namesIn(source), ['a']);
    assert.deepEqual(findApexTests(source)?.methods[0]?.start.line, 25);
  });

  it('never fail, wherever the source is cut', () => {
    const source = "@IsTest(a='b') class T { @IsTest static void a() { String s = 'x\\''; /* c */ } }";
    for (let end = 0; end <= source.length; end++) findApexTests(source.slice(0, end));
  });
});
