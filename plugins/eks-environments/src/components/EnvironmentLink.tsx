import { Link, Text, type LinkProps } from '@backstage/ui';
import { useEnvironmentRoute } from '../usePageRoute';

/** The name of an environment, as a link to its page if the app has that page. */
export function EnvironmentLink(
  props: Pick<LinkProps, 'variant' | 'standalone'> & {
    id: string;
    name: string;
  },
) {
  const { id, name, ...rest } = props;
  const href = useEnvironmentRoute()?.({ id });
  return href ? (
    <Link href={href} {...rest}>
      {name}
    </Link>
  ) : (
    <Text variant={rest.variant}>{name}</Text>
  );
}
