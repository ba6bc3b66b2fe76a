/** Owns `expect` outside vitest: the same assertions that the examples are written with, without the runner around them. */
import { ASYMMETRIC_MATCHERS_OBJECT, chai, customMatchers, getState, GLOBAL_EXPECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend, setState } from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
const made = (value: unknown, message?: string): unknown => {
  setState({ assertionCalls: getState(made).assertionCalls + 1 }, made);
  return chai.expect(value, message);
};
Object.assign(made, chai.expect);
Object.assign(made, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT));
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, made);
Reflect.set(globalThis, GLOBAL_EXPECT, made);
Reflect.get(chai.expect, 'extend').call(chai.expect, made, customMatchers);

export const expect = made;
