import { createFieldValidation } from '@backstage/plugin-scaffolder-react/alpha';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { TestApiRegistry } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { useState } from 'react';
import { renderWithApi } from '../../__testUtils__/renderWithApi';
import { NameField } from './NameField';
import type { NameFieldProps } from './nameFieldSchema';
import { validateName } from './nameFormField';

const RULE =
  'Lower-case letters, digits and single hyphens, at most 30; begins with a letter and ends with a letter or digit';

function Form() {
  const [formData, onChange] = useState<string>();
  const props = {
    schema: { title: 'Name' },
    uiSchema: { 'ui:description': 'How it is called' },
    formData,
    onChange,
  } as unknown as NameFieldProps;
  return <NameField {...props} />;
}

describe('NameField', () => {
  it('is checked when it is left, not while the name is typed', async () => {
    const { container } = renderWithApi(<Form />, { api: {} });
    const field = await screen.findByRole('textbox', { name: 'Name' });
    await userEvent.type(field, 'Shop_');
    expect(screen.queryByText(RULE)).not.toBeInTheDocument();

    await userEvent.tab();
    expect(await screen.findByText(RULE)).toBeInTheDocument();
    expect(field).toBeInvalid();
    expect(await axe(container)).toHaveNoViolations();

    await userEvent.clear(field);
    await userEvent.type(field, 'shop-checkout');
    expect(screen.queryByText(RULE)).not.toBeInTheDocument();
    expect(field).toBeValid();
  });
});

describe('validateName', () => {
  const errorsOf = async (name: string) => {
    const validation = createFieldValidation();
    await validateName(name, validation, {
      apiHolder: TestApiRegistry.from([
        translationApiRef,
        mockApis.translation(),
      ]),
      formData: {},
      schema: {},
    });
    return validation.__errors;
  };

  it('takes what the service takes', async () => {
    expect(await errorsOf('shop-checkout')).toEqual([]);
    expect(await errorsOf('shop--checkout')).toEqual([RULE]);
  });
});
