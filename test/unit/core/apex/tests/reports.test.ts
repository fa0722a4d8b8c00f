// Reports of test runs for other tools. The expected texts follow the formats, not the code.
import assert from 'node:assert/strict';
import { toCobertura } from '../../../../../src/core/apex/tests/reports/cobertura';
import { toJunit } from '../../../../../src/core/apex/tests/reports/junit';
import { toLcov } from '../../../../../src/core/apex/tests/reports/lcov';
import type { CoveredUnit, MethodResult, TestRun } from '../../../../../src/core/apex/tests/testModel';

const method = (name: string, more: Partial<MethodResult>): MethodResult => ({
  classId: '01p000000000001AAA',
  className: 'OrdersTest',
  method: name,
  outcome: 'pass',
  ms: 1500,
  frames: [],
  ...more,
});

const run = (results: readonly MethodResult[], more: Partial<TestRun> = {}): TestRun => ({
  runId: '707000000000001AAA',
  outcome: 'failed',
  results,
  problems: [],
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  serverMs: 61_250,
  ...more,
});

/** Both tests run line 2, only the second one line 3. */
const orders: CoveredUnit = {
  id: '01p000000000002AAA',
  name: 'Orders',
  kind: 'class',
  covered: [2, 3],
  uncovered: [7],
  tests: [
    { classId: '01p', className: 'OrdersTest', method: 'a', lines: [2] },
    { classId: '01p', className: 'OrdersTest', method: 'b', lines: [2, 3] },
  ],
};
const trigger: CoveredUnit = {
  ...orders,
  id: '01q',
  name: 'OnOrder',
  kind: 'trigger',
  covered: [],
  uncovered: [],
  tests: [],
};
const fileOf = ({ name }: CoveredUnit): string => `src/${name}.cls`;

describe('a JUnit report', () => {
  it('has a suite for each class, with counts and seconds', () => {
    const results = [
      method('passes', {}),
      method('fails', {
        outcome: 'fail',
        ms: 20,
        message: 'System.AssertException: Assertion Failed: <a & "b">\nnext',
        stack: 'Class.OrdersTest.fails: line 3, column 1',
      }),
      method('other', { className: 'Orders2Test', namespace: 'acme', outcome: 'skip', ms: 0, message: 'not run' }),
    ];
    assert.equal(
      toJunit(run(results)),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Apex tests" tests="3" failures="1" errors="0" skipped="1" time="61.250">
  <testsuite name="OrdersTest" tests="2" failures="1" errors="0" skipped="0" time="1.520" timestamp="2026-01-02T03:04:05">
    <testcase name="passes" classname="OrdersTest" time="1.500"/>
    <testcase name="fails" classname="OrdersTest" time="0.020">
      <failure message="System.AssertException: Assertion Failed: &lt;a &amp; &quot;b&quot;&gt;&#10;next" type="System.AssertException">System.AssertException: Assertion Failed: &lt;a &amp; "b"&gt;
next
Class.OrdersTest.fails: line 3, column 1</failure>
    </testcase>
  </testsuite>
  <testsuite name="acme.Orders2Test" tests="1" failures="0" errors="0" skipped="1" time="0.000" timestamp="2026-01-02T03:04:05">
    <testcase name="other" classname="acme.Orders2Test" time="0.000">
      <skipped message="not run"/>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it('counts a class that was not run as an error', () => {
    const problem = { classId: '01p', className: 'BrokenTest', message: 'Could not run tests on class' };
    const report = toJunit(run([], { problems: [problem] }));
    assert.match(report, /<testsuites name="Apex tests" tests="1" failures="0" errors="1" skipped="0"/);
    assert.match(report, /<testcase name="BrokenTest" classname="BrokenTest"[^>]*>\s*<error message="Could not run/);
  });

  it('has no character that XML forbids, and cannot be ended by a message', () => {
    const message = 'a\0b\u001b[31m\ud800]]></failure></testcase>';
    const report = toJunit(run([method('fails', { outcome: 'fail', message })]));
    assert.doesNotMatch(report, /[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]/);
    assert.equal(report.split('</failure>').length, 2);
    assert.match(report, /a\ufffdb\ufffd\[31m\ufffd\]\]&gt;&lt;\/failure&gt;/);
  });

  it('says that a test passed only when it ran again', () => {
    assert.match(
      toJunit(run([method('flaky', { isRetried: true })])),
      /Passed when it ran again, after a locked record/,
    );
  });
});

describe('an lcov report', () => {
  it('has a record for each file, with the number of tests that ran each line', () => {
    assert.equal(
      toLcov({ units: [orders], fileOf }),
      'TN:\nSF:src/Orders.cls\nDA:2,2\nDA:3,1\nDA:7,0\nLF:3\nLH:2\nend_of_record\n',
    );
  });

  it('is empty without code, and one record for code without lines', () => {
    assert.equal(toLcov({ units: [], fileOf }), '');
    assert.equal(toLcov({ units: [trigger], fileOf }), 'TN:\nSF:src/OnOrder.cls\nLF:0\nLH:0\nend_of_record\n');
  });
});

describe('a Cobertura report', () => {
  it('has the rates of all code and of each class', () => {
    const report = toCobertura({ units: [orders, trigger], fileOf }, 1_767_323_045_678);
    assert.equal(
      report,
      `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.6667" branch-rate="0" lines-covered="2" lines-valid="3" branches-covered="0" branches-valid="0" complexity="0" version="1" timestamp="1767323045678">
  <sources>
    <source>.</source>
  </sources>
  <packages>
    <package name="apex" line-rate="0.6667" branch-rate="0" complexity="0">
      <classes>
        <class name="Orders" filename="src/Orders.cls" line-rate="0.6667" branch-rate="0" complexity="0">
          <methods/>
          <lines>
            <line number="2" hits="2"/>
            <line number="3" hits="1"/>
            <line number="7" hits="0"/>
          </lines>
        </class>
        <class name="OnOrder" filename="src/OnOrder.cls" line-rate="1" branch-rate="0" complexity="0">
          <methods/>
          <lines>
          </lines>
        </class>
      </classes>
    </package>
  </packages>
</coverage>
`,
    );
  });

  it('escapes paths', () => {
    const report = toCobertura({ units: [orders], fileOf: () => 'a&"<b>.cls' }, 0);
    assert.match(report, /filename="a&amp;&quot;&lt;b&gt;\.cls"/);
  });
});
