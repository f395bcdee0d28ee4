package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// offer folds a change of an offer. Each fact of what it credits counts from the
// day of the change that sets it on, what it was made with always. Sales by
// promo codes it takes from the day on which it was made: earlier ones are
// another's.
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
	set, err := affiliate.CreditingSet(c)
	if err != nil || len(set) == 0 {
		return err
	}
	after, _, err := tx.Offer(ctx, id)
	if err != nil {
		return err
	}
	is := after.Crediting()
	if is.EndsOn != "" && !affiliate.IsDay(is.EndsOn) || is.WindowDays < 0 {
		return fmt.Errorf("%w: an offer that ends on no day", errBody)
	}
	day, always := affiliate.Day(e.Time, f.Zone), ""
	if found {
		always = day
	}
	earns, takes, from := false, false, day
	for _, what := range set {
		since := always
		if what == affiliate.FactOfferByCode {
			since = day
		}
		changed, err := f.credit(ctx, tx, id, what, since, is)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		earns = earns || what == affiliate.FactOfferEnd || what == affiliate.FactOfferWindow
		takes = takes || what != affiliate.FactOfferEnd
		if what == affiliate.FactOfferWindow {
			from = since // a click that is too old claims nothing
		}
	}
	if earns {
		if err := f.recredit(ctx, tx, id, always); err != nil {
			return err
		}
	}
	if !takes {
		return nil
	}
	list, err := tx.ConversionsByCode(ctx, "", from)
	if err != nil {
		return err
	}
	return f.reattribute(ctx, tx, list)
}

// credit keeps one fact of what an offer credits from a day on, unless it is so
// already.
func (f Folder) credit(ctx context.Context, tx Tx, offer affiliate.OfferID, what affiliate.DatedFact, since string, is affiliate.Crediting) (changed bool, err error) {
	value, err := is.Fact(what)
	if err != nil {
		return false, err
	}
	known, err := f.dated(ctx, tx, offer)
	if err != nil {
		return false, err
	}
	last := affiliate.Dated{}
	if list := known[what]; len(list) > 0 {
		last = list[0]
	}
	if last.Since <= since && last.Value == value {
		return false, nil
	}
	delete(f.credits, offer)
	return true, tx.PutFact(ctx, what, string(offer), since, value)
}

// recredit settles again what an offer's sales and clicks from a day on earn.
func (f Folder) recredit(ctx context.Context, tx Tx, offer affiliate.OfferID, since string) error {
	places, err := tx.PayoutPlaces(ctx, offer, "", startOf(since), "")
	if err != nil {
		return err
	}
	var dues []due
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
		dues = append(dues, d)
	}
	return f.reckon(ctx, tx, "offer").settle(dues...)
}

// credits are what offers credit over time, each read once in a transaction.
type credits map[affiliate.OfferID]affiliate.DatedCrediting

// dated is what an offer credits over time.
func (f Folder) dated(ctx context.Context, tx Tx, offer affiliate.OfferID) (affiliate.DatedCrediting, error) {
	dated, known := f.credits[offer]
	if known {
		return dated, nil
	}
	dated = affiliate.DatedCrediting{}
	for _, what := range affiliate.CreditingFacts() {
		list, err := tx.Facts(ctx, what, string(offer))
		if err != nil {
			return nil, err
		}
		dated[what] = list
	}
	if f.credits != nil {
		f.credits[offer] = dated
	}
	return dated, nil
}

// crediting is what an offer credits on a day.
func (f Folder) crediting(ctx context.Context, tx Tx, offer affiliate.OfferID, day string) (affiliate.Crediting, error) {
	dated, err := f.dated(ctx, tx, offer)
	if err != nil {
		return affiliate.Crediting{}, err
	}
	return dated.On(day)
}

// expired is why a conversion came too late for its offer; the zero value where
// it did not.
func (f Folder) expired(ctx context.Context, tx Tx, c affiliate.Conversion) (earnings.Expired, error) {
	credit, err := f.crediting(ctx, tx, c.OfferID, c.SaleDay)
	switch {
	case err != nil:
		return earnings.Expired{}, err
	case credit.Ended(c.SaleDay) != "":
		return earnings.Expired{EndedOn: credit.EndsOn}, nil
	}
	if clicked, late := f.late(credit, c); late {
		return earnings.Expired{ClickedOn: clicked, WindowDays: credit.WindowDays}, nil
	}
	return earnings.Expired{}, nil
}

// late reports whether a conversion's click is older than an offer lets it earn,
// and the day of that click. One that is not ours has no day, and is never late.
func (f Folder) late(credit affiliate.Crediting, c affiliate.Conversion) (clicked string, late bool) {
	if credit.WindowDays == 0 || c.ClickID == "" {
		return "", false
	}
	_, parts, err := f.ClickKeys.Parse(c.ClickID)
	if err != nil { // a click id of another's, or of a key that went
		return "", false
	}
	clicked = affiliate.Day(parts.Time, f.Zone)
	return clicked, credit.TooOld(clicked, c.SaleDay)
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
