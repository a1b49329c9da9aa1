import { RefusedText } from '../findings';
import { serializeYaml } from '../yaml';
import { renderToJson } from './renderToJson';
import { RenderedYaml, RenderOptions } from './types';

/** Renders a Handlebars template to a map, and writes the map as YAML. */
export function renderToYaml(
  options: RenderOptions,
): RenderedYaml | RefusedText {
  const rendered = renderToJson(options);
  if (rendered.kind === 'refused') {
    return rendered;
  }
  const written = serializeYaml(rendered.value);
  return written.kind === 'refused'
    ? written
    : { ...rendered, yaml: written.text };
}
