import { goError, type Services } from '../bindings';

/** Takes back what the services in memory have done, by the tokens that they give. */
export function undoService({
  Conversions,
  Reconciliation,
}: Pick<Services, 'Conversions' | 'Reconciliation'>): Services['Undo'] {
  return {
    Do: async (token) => {
      if (token.startsWith('u-')) {
        const { changed, left } = await Conversions.Undo(token);
        return { text: changed === 1 ? '1 conversion as before.' : `${changed} as before.`, changed, left };
      }
      if (token.startsWith('undo-')) {
        const { decided } = await Reconciliation.Undo(token);
        return {
          text: decided === 1 ? '1 sale as before.' : `${decided} sales as before.`,
          changed: decided,
          left: [],
        };
      }
      throw goError('This can’t be undone any more.');
    },
  };
}
