import { goError, type Services } from '../bindings';

/** A service in memory that can take back what it has done. */
export interface Undoes {
  /** Takes back by a token, and says of how many. */
  takeBack: (token: string) => number;
}

/** Takes back what the services in memory have done, by the tokens that they give. */
export function undoService({
  Conversions,
  Reconciliation,
}: {
  Conversions: Undoes;
  Reconciliation: Undoes;
}): Services['Undo'] {
  const done = (one: string, several: string, changed: number) => ({
    text: changed === 1 ? `1 ${one} as before.` : `${changed} ${several} as before.`,
    changed,
    left: [],
  });
  return {
    Do: async (token) => {
      if (token.startsWith('u-')) return done('conversion', 'conversions', Conversions.takeBack(token));
      if (token.startsWith('undo-')) return done('sale', 'sales', Reconciliation.takeBack(token));
      throw goError('This can’t be undone any more.');
    },
  };
}
