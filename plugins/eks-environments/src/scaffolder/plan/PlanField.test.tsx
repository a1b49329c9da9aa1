import { screen } from '@testing-library/react';
import { renderWithApi } from '../../__testUtils__/renderWithApi';
import { PlanField } from './PlanField';
import type { PlanFieldProps } from './planFieldSchema';

function renderField(props: Partial<PlanFieldProps>) {
  const createPlan = jest.fn();
  const onChange = jest.fn();
  const all = {
    uiSchema: { 'ui:options': { blueprint: 'team-cluster' } },
    formContext: { formData: {} },
    onChange,
    ...props,
  } as unknown as PlanFieldProps;
  renderWithApi(<PlanField {...all} />, {
    api: {
      createPlan,
      getBlueprint: async () => {
        throw new Error('not needed here');
      },
    },
  });
  return { createPlan, onChange };
}

describe('PlanField', () => {
  it('says what is missing, asks for nothing, and holds a value so that it is validated', async () => {
    const { createPlan, onChange } = renderField({});
    expect(await screen.findByRole('status')).toHaveTextContent(
      'The plan appears when these fields are filled in: Name, Owner',
    );
    expect(createPlan).not.toHaveBeenCalled();
    expect(onChange).toHaveBeenCalledWith({});
  });

  it('tells a template’s author that the blueprint is missing', async () => {
    renderField({ uiSchema: {} });
    expect(
      await screen.findByText(
        'This field needs the name of a blueprint in ui:options.',
      ),
    ).toBeInTheDocument();
  });

  it('works in the template editor, where there is no form around it', async () => {
    renderField({ formContext: {} });
    expect(
      await screen.findByText(
        'The plan appears when somebody fills in the form.',
      ),
    ).toBeInTheDocument();
  });
});
