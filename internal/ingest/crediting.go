package ingest

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// offer folds a change of an offer. What it credits counts from the day of the
// change on, what it was made with always.
func (f Folder) offer(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	id := affiliate.OfferID(c.Key)
	before, found, err := tx.Offer(ctx, id)
	if err != nil {
		return err
	}
	if found {
		if c, err = f.tokens(ctx, tx, before, e, c); err != nil {
			return err
		}
	}
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	after, _, err := tx.Offer(ctx, id)
	was, is := before.Crediting(), after.Crediting()
	if err != nil || reflect.DeepEqual(was, is) {
		return err
	}
	if is.EndsOn != "" && !affiliate.IsDay(is.EndsOn) || is.WindowDays < 0 {
		return fmt.Errorf("%w: an offer that ends on no day", errBody)
	}
	since := ""
	if found {
		since = affiliate.Day(e.Time, f.Zone)
	}
	value, err := is.Text()
	if err != nil {
		return err
	}
	if err := tx.PutFact(ctx, affiliate.FactOffer, c.Key, since, value); err != nil {
		return err
	}
	delete(f.credits, id)
	if is.EndsOn != was.EndsOn || is.WindowDays != was.WindowDays {
		if err := f.recredit(ctx, tx, id, since); err != nil {
			return err
		}
	}
	if is.ByCode == was.ByCode && slices.Equal(is.Codes, was.Codes) && is.WindowDays == was.WindowDays {
		return nil
	}
	list, err := tx.ConversionsByCode(ctx, "", since)
	if err != nil {
		return err
	}
	return f.reattribute(ctx, tx, list)
}

// recredit settles again what an offer's sales and clicks from a day on earn.
func (f Folder) recredit(ctx context.Context, tx Tx, offer affiliate.OfferID, since string) error {
	places, err := tx.PayoutPlaces(ctx, offer, "", startOf(since), "")
	if err != nil {
		return err
	}
	for _, p := range places {
		stands, found, err := tx.Payout(ctx, p.Cause)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		d, err := f.again(ctx, tx, stands)
		if err != nil {
			return err
		}
		if err := f.reckon(ctx, tx, "offer").settle(d); err != nil {
			return err
		}
	}
	return nil
}

// credits are what offers credit, the last first, each read once in a
// transaction.
type credits map[affiliate.OfferID][]affiliate.Dated

// crediting is what an offer credits on a day.
func (f Folder) crediting(ctx context.Context, tx Tx, offer affiliate.OfferID, day string) (affiliate.Crediting, error) {
	list, known := f.credits[offer]
	if !known {
		var err error
		if list, err = tx.Facts(ctx, affiliate.FactOffer, string(offer)); err != nil {
			return affiliate.Crediting{}, err
		}
		if f.credits != nil {
			f.credits[offer] = list
		}
	}
	for _, d := range list {
		if d.Since <= day {
			return affiliate.ParseCrediting(d.Value)
		}
	}
	return affiliate.Crediting{}, nil
}

// expired is why a conversion came too late for its offer; the zero value where
// it did not. A click that is not ours has no day, and is never too old.
func (f Folder) expired(ctx context.Context, tx Tx, c affiliate.Conversion) (earnings.Expired, error) {
	credit, err := f.crediting(ctx, tx, c.OfferID, c.SaleDay)
	switch {
	case err != nil:
		return earnings.Expired{}, err
	case credit.EndsOn != "" && c.SaleDay > credit.EndsOn:
		return earnings.Expired{EndedOn: credit.EndsOn}, nil
	case credit.WindowDays == 0 || c.ClickID == "":
		return earnings.Expired{}, nil
	}
	_, parts, err := f.ClickKeys.Parse(c.ClickID)
	if err != nil {
		return earnings.Expired{}, nil //nolint:nilerr // a click id of another's, or of a key that went
	}
	clicked := affiliate.Day(parts.Time, f.Zone)
	if !credit.TooOld(clicked, c.SaleDay) {
		return earnings.Expired{}, nil
	}
	return earnings.Expired{ClickedOn: clicked, WindowDays: credit.WindowDays}, nil
}

// codeOffer is the promo code offer that a sale is of: the one that names one
// of its codes, or else the one that takes any; none where several do.
func (f Folder) codeOffer(ctx context.Context, tx Tx, c *affiliate.Conversion) (affiliate.OfferID, error) {
	codes := c.Codes()
	if len(codes) == 0 {
		return "", nil
	}
	offers, err := tx.CreditingOffers(ctx)
	if err != nil {
		return "", err
	}
	found, best := affiliate.OfferID(""), 0
	for _, offer := range offers {
		credit, err := f.crediting(ctx, tx, offer, c.SaleDay)
		if err != nil {
			return "", err
		}
		switch takes := credit.Takes(codes); {
		case takes > best:
			found, best = offer, takes
		case takes == best && takes > 0:
			found = ""
		}
	}
	return found, nil
}
