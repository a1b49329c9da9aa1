/** What Go and eksctl wrap around the reason of a refusal, and its replacement. */
const WRAPPINGS: Array<[pattern: RegExp, replacement: string]> = [
  [/^loading config file "[^"]*": /, ''],
  [/^error unmarshaling JSON: while decoding JSON: (?:json: )?/, ''],
  [/^error converting YAML to JSON: /, ''],
  [/\bGo struct field \w+\.([\w.]+) of type /, 'the field $1 of type '],
  [/\bGo value of type \*?(?:\w+\.)?/, 'a value of type '],
  [/%!\w?\([A-Z][^)]*\)/g, ''],
  [
    /\boperation error ([\w .]+): (\w+), (?:exceeded maximum number of attempts, \d+, )?https? response error StatusCode: \d+, RequestID: [^,\s]*, (?:api error )?/g,
    '$1 $2: ',
  ],
];

const MOST_CHARACTERS = 2000;

/** eksctl's own sentence on one line, without Go's wrapping. */
export function plainSentence(text: string): string {
  const plain = WRAPPINGS.reduce(
    (sentence, [pattern, replacement]) =>
      sentence.replace(pattern, replacement),
    text,
  )
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > MOST_CHARACTERS
    ? `${plain.slice(0, MOST_CHARACTERS)}…`
    : plain;
}
