import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// Whole pages in jsdom take seconds if several test runs share two cores.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
