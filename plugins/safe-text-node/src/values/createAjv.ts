import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { uniqueItems } from './uniqueItems';

/** A validator for values: reports all errors, and fills in missing defaults. */
export function createAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    strict: false,
    logger: false,
  });
  addFormats(ajv);
  return ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems);
}
