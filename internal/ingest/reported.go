package ingest

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// reported folds a postback. What it tells is judged with all else that is
// known of its click, so a sale told of long ago may come to stand otherwise.
func (f Folder) reported(ctx context.Context, tx Tx, e affiliate.Entry) error {
	body, err := read[relayapi.ConversionBody](e.Body)
	if err != nil {
		return err
	}
	report := body.Report()
	if err := checkReport(body, report); err != nil {
		return err
	}
	if fresh, err := tx.AddReport(ctx, report); err != nil || !fresh {
		return err
	}
	reports, err := tx.Reports(ctx, report.Scope())
	if err != nil {
		return err
	}
	standings := affiliate.Judge(reports)
	for _, r := range reports {
		standing := standings[r.ID]
		switch {
		case r.Kind != affiliate.ReportSale:
			err = tx.PutCorrects(ctx, r.ID, standing.Corrects)
		case r.ID == report.ID:
			err = f.sold(ctx, tx, body, r, standing, via(r, reports, standings))
		default:
			err = f.restand(ctx, tx, r, standing, via(r, reports, standings), affiliate.Event{At: body.ReceivedAt, What: told(body, standings[report.ID], r.ID), Source: "postback"})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// via is how a sale was told of: by a browser as long as no server says more of
// it than what the page said.
func via(sale affiliate.Report, all []affiliate.Report, standings map[affiliate.ConversionID]affiliate.Standing) string {
	if slices.ContainsFunc(all, func(r affiliate.Report) bool { return r.Via == "" && standings[r.ID].Corrects == sale.ID }) {
		return ""
	}
	return sale.Via
}

func checkReport(body relayapi.ConversionBody, r affiliate.Report) error {
	switch {
	case body.ID == "" || body.ClickID == "" && body.PromoCode == "" && body.MemberID == "" || body.ReceivedAt.IsZero():
		return fmt.Errorf("%w: a conversion without id, click or time", errBody)
	case !r.Sale.Currency.Known() || r.Payout.Currency != r.Sale.Currency:
		return fmt.Errorf("%w: currencies %q and %q", errBody, body.SaleAmount.Currency, body.Payout.Currency)
	case !r.Sale.Sane() || !r.Payout.Sane():
		return fmt.Errorf("%w: %s is no amount of a sale", errBody, r.Sale)
	}
	switch r.Kind {
	case affiliate.ReportSale, affiliate.ReportCorrection, affiliate.ReportReversal, affiliate.ReportRestatement:
		return nil
	}
	return fmt.Errorf("%w: a conversion of kind %q", errBody, body.Kind)
}

// sold makes the conversion of a report of a sale, unless CJ's own row was
// here first: then it only adds to that one's history.
func (f Folder) sold(ctx context.Context, tx Tx, body relayapi.ConversionBody, r affiliate.Report, s affiliate.Standing, via string) error {
	what := fmt.Sprintf("The postback reported a sale of %s with a commission of %s.", words(body.SaleAmount), words(body.Payout))
	if body.Via == affiliate.ViaBrowser {
		what = fmt.Sprintf("The shop's page reported a sale of %s. Anybody can make a page say so: a server's report or CJ's rows will tell.", words(body.SaleAmount))
	}
	event := affiliate.Event{At: body.ReceivedAt, What: what, Source: "postback"}
	known, found, err := f.alreadyAtCJ(ctx, tx, r)
	if err != nil {
		return err
	}
	if found {
		if err := tx.Happened(ctx, known, event); err != nil {
			return err
		}
		return f.toldToo(ctx, tx, known, body, r)
	}
	c := affiliate.Conversion{
		ID: r.ID, Via: via, ToldOffer: affiliate.OfferID(body.OfferID), LinkNumber: body.LinkNumber, ClickID: r.ClickID, PromoCode: r.PromoCode,
		OrderID: r.OrderID, Status: affiliate.StatusPending, SaleDay: affiliate.Day(body.ReceivedAt, f.Zone), ReportedAt: body.ReceivedAt,
		SoldAt: body.ReceivedAt.In(f.Zone), Click: seen(body.Click),
	}
	f.clicked(&c)
	if err := stand(ctx, tx, &c, s); err != nil {
		return err
	}
	if c.Status == affiliate.StatusUnresolved {
		event.What += " Other reports can't be told apart from it, so CJ's rows will have to tell."
	} else if c.Sale != r.Sale.Amount || c.Status == affiliate.StatusReversed {
		event.What += " What was reported of it before it came makes that " + now(c) + "."
	}
	if err := f.attribute(ctx, tx, &c); err != nil {
		return err
	}
	if err := tx.Happened(ctx, c.ID, event); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "postback")
}

// toldToo adds what only the postback tells to the conversion of CJ's own row.
func (f Folder) toldToo(ctx context.Context, tx Tx, id affiliate.ConversionID, body relayapi.ConversionBody, r affiliate.Report) error {
	c, _, err := tx.Conversion(ctx, id)
	if err != nil {
		return err
	}
	first(&c, body.ReceivedAt)
	if r.PromoCode != "" {
		c.PromoCode = r.PromoCode
	}
	if c.ClickID == "" {
		c.ClickID, c.LinkNumber = r.ClickID, body.LinkNumber
	}
	if c.ToldOffer == "" {
		c.ToldOffer = affiliate.OfferID(body.OfferID)
	}
	if body.Click != nil && c.ClickID == r.ClickID {
		c.Click = seen(body.Click)
	}
	f.clicked(&c)
	if err := f.attribute(ctx, tx, &c); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "postback")
}

// restand brings the conversion of an earlier report to how that stands now.
// Once CJ's rows are here they count, and what the postback told is history.
func (f Folder) restand(ctx context.Context, tx Tx, r affiliate.Report, s affiliate.Standing, via string, event affiliate.Event) error {
	c, found, err := tx.Conversion(ctx, r.ID)
	switch {
	case err != nil:
		return err
	case !found || c.ActionID != "":
		return f.overruled(ctx, tx, r, event)
	}
	before := c
	c.Via = via
	if err := stand(ctx, tx, &c, s); err != nil {
		return err
	}
	moved := c.Status != before.Status || c.Sale != before.Sale || c.Commission != before.Commission
	if !moved && c.ConflictsWith == before.ConflictsWith && c.Via == before.Via {
		return nil
	}
	if moved {
		if event.What == "" {
			event.What = "Another report came that can't be told apart from this one."
		}
		event.What += " It is " + now(c) + " now."
		if err := tx.Happened(ctx, c.ID, event); err != nil {
			return err
		}
	}
	return f.settle(ctx, tx, c, "postback")
}

// overruled adds what a postback told of a sale to the history of CJ's
// conversion of it.
func (f Folder) overruled(ctx context.Context, tx Tx, r affiliate.Report, event affiliate.Event) error {
	if event.What == "" {
		return nil
	}
	known, found, err := f.alreadyAtCJ(ctx, tx, r)
	if err != nil || !found {
		return err
	}
	event.What += " CJ's own rows stand."
	return tx.Happened(ctx, known, event)
}

// stand sets a conversion that CJ has no row of to what the reports come to. A
// person's word outlives it, but for what nobody may decide on.
func stand(ctx context.Context, tx Tx, c *affiliate.Conversion, s affiliate.Standing) error {
	c.Sale, c.Commission, c.ConflictsWith = s.Sale, s.Payout, s.ConflictsWith
	switch {
	case s.Verdict == affiliate.VerdictUnresolved:
		c.Status = affiliate.StatusUnresolved
	case s.Verdict == affiliate.VerdictReversed && c.Status != affiliate.StatusRejected:
		c.Status = affiliate.StatusReversed
	case s.Verdict == affiliate.VerdictReported && (c.Status == affiliate.StatusUnresolved || c.Status == affiliate.StatusReversed):
		decided, err := tx.Decided(ctx, c.ID)
		if err != nil {
			return err
		}
		if c.Status = decided; decided == "" {
			c.Status = affiliate.StatusPending
		}
	}
	return nil
}

// told is what a report that is about a sale says of it, in words; empty for
// any other report.
func told(body relayapi.ConversionBody, s affiliate.Standing, sale affiliate.ConversionID) string {
	if s.Corrects != sale {
		return ""
	}
	switch affiliate.ReportKind(body.Kind) {
	case affiliate.ReportCorrection:
		return fmt.Sprintf("The postback corrected the sale by %s and the commission by %s.", words(body.SaleAmount), words(body.Payout))
	case affiliate.ReportReversal:
		return "The postback took the sale back."
	case affiliate.ReportRestatement:
		return fmt.Sprintf("The postback restated it as a sale of %s with a commission of %s.", words(body.SaleAmount), words(body.Payout))
	}
	return ""
}

// now is a conversion as the postbacks have it, in words.
func now(c affiliate.Conversion) string {
	switch c.Status {
	case affiliate.StatusUnresolved, affiliate.StatusReversed:
		return c.Status.Words()
	}
	return fmt.Sprintf("a sale of %s with a commission of %s", c.Sale, c.Commission)
}

func words(m relayapi.Money) string {
	if m.Text == "" {
		return "no amount"
	}
	return money.New(m.Minor, money.Currency(m.Currency)).String()
}
