package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sqlitex"
)

const conversionColumns = `id, offer_id, member_id, link_number, test, click_id, promo_code, order_id, action_id, status, reason, cj_status,
	currency, sale_minor, commission_minor, sale_day, reported_at, locks_at, conflicts_with, order_facts, claimed_by, told_offer,
	action_type, locking_method, validation, pid, advertiser_id, receipt_id, received_on, via,
	sold_at, clicked_at, click_country, click_device, click_browser, click_referrer`

func scanConversion(r scanner) (c affiliate.Conversion, err error) {
	var currency money.Currency
	var reported, locks, order, sold, clicked string
	err = r.Scan(&c.ID, &c.OfferID, &c.MemberID, &c.LinkNumber, &c.Test, &c.ClickID, &c.PromoCode, &c.OrderID, &c.ActionID, &c.Status, &c.Reason,
		&c.CJStatus, &currency, &c.Sale.Minor, &c.Commission.Minor, &c.SaleDay, &reported, &locks, &c.ConflictsWith,
		&order, &c.ClaimedBy, &c.ToldOffer,
		&c.ActionType, &c.LockingMethod, &c.Validation, &c.PID, &c.AdvertiserID, &c.ReceiptID, &c.ReceivedOn, &c.Via,
		&sold, &clicked, &c.Click.Country, &c.Click.Device, &c.Click.Browser, &c.Click.Referrer)
	if err != nil {
		return c, err
	}
	c.Sale.Currency, c.Commission.Currency, c.Synced = currency, currency, true
	if order != "" {
		if err = json.Unmarshal([]byte(order), &c.Order); err != nil {
			return c, fmt.Errorf("read the order of conversion %s: %w", c.ID, err)
		}
	}
	if c.ReportedAt, err = parseTime(reported); err != nil {
		return c, err
	}
	if c.SoldAt, err = parseWallTime(sold); err != nil {
		return c, err
	}
	if c.Click.At, err = parseTime(clicked); err != nil {
		return c, err
	}
	c.LocksAt, err = parseTime(locks)
	return c, err
}

// Conversion is one conversion as the fold sees it.
func (t *Tx) Conversion(ctx context.Context, id affiliate.ConversionID) (affiliate.Conversion, bool, error) {
	return one(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE id = ?`, id)
}

// ConversionByAction is the conversion of a CJ action.
func (t *Tx) ConversionByAction(ctx context.Context, actionID string) (affiliate.Conversion, bool, error) {
	// The index is of rows with an action only, which the second condition says.
	return one(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE action_id = ? AND action_id <> ''`, actionID)
}

// ConversionsByClick lists the conversions of a click in the log's order.
func (t *Tx) ConversionsByClick(ctx context.Context, clickID string) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE click_id = ? ORDER BY seq, id`, clickID)
}

// ConversionsByOrder lists the conversions of an order in the log's order.
func (t *Tx) ConversionsByOrder(ctx context.Context, orderID string) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion
		WHERE order_id <> '' AND order_id = ? ORDER BY seq, id`, orderID)
}

// SoldFor reports whether CJ has sales of an offer for one of its advertisers,
// and for others.
func (t *Tx) SoldFor(ctx context.Context, offer affiliate.OfferID, advertiser string) (same, others bool, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM conversion WHERE offer_id = ?1 AND advertiser_id = ?2 AND advertiser_id <> ''),
		EXISTS (SELECT 1 FROM conversion WHERE offer_id = ?1 AND advertiser_id > ?2 AND advertiser_id <> '')
		OR EXISTS (SELECT 1 FROM conversion WHERE offer_id = ?1 AND advertiser_id < ?2 AND advertiser_id <> '')`, offer, advertiser).Scan(&same, &others)
	return same, others, err
}

// A person's word and the entry that made it are not of the conversion's state.
var putConversion = conversions.upsert([]string{"id"}, "decided", "seq")

// PutConversion keeps a conversion as it stands now.
func (t *Tx) PutConversion(ctx context.Context, c affiliate.Conversion) error {
	order, err := orderFacts(c.Order)
	if err == nil {
		err = t.run.meet(ctx, c.ID)
	}
	if err != nil {
		return err
	}
	_, err = t.run.write(ctx, conversions, putConversion,
		c.ID, c.OfferID, c.MemberID, c.LinkNumber, c.Test, c.ClickID, c.PromoCode, c.OrderID, c.ActionID, c.Status, c.Reason, c.CJStatus,
		c.Sale.Currency, c.Sale.Minor, c.Commission.Minor, c.SaleDay, formatTime(c.ReportedAt), formatTime(c.LocksAt), c.ConflictsWith,
		"", t.entry.Seq, order, c.ClaimedBy, c.ToldOffer, c.ActionType, c.LockingMethod, c.Validation, c.PID, c.AdvertiserID, c.ReceiptID, c.ReceivedOn, c.Via,
		formatWallTime(c.SoldAt), formatTime(c.Click.At), c.Click.Country, c.Click.Device, c.Click.Browser, c.Click.Referrer)
	if err != nil {
		return err
	}
	if err := t.run.soldNow(ctx, c); err != nil {
		return err
	}
	for _, code := range c.Codes() {
		if err := t.exec(ctx, `INSERT INTO conversion_code (code, conversion_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, code, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// orderFacts is how an order is kept: nothing for one of which nothing is known.
func orderFacts(o affiliate.Order) (string, error) {
	if len(o.Lines) == 0 && o.LeftOut == 0 && o.Coupon == "" && o.Country == "" && o.Customer == "" {
		return "", nil
	}
	raw, err := json.Marshal(o)
	return string(raw), err
}

// ConversionsByCode lists the conversions with a promo code from a sale day on,
// in the log's order; those with any code for an empty one.
func (t *Tx) ConversionsByCode(ctx context.Context, code, from string) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE sale_day >= ?2
		AND id IN (SELECT conversion_id FROM conversion_code WHERE ?1 IN (code, '')) ORDER BY seq, id`, code, from)
}

// ConversionsByLink lists the conversions of a link, in the log's order.
func (t *Tx) ConversionsByLink(ctx context.Context, number int64) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE link_number = ? ORDER BY seq, id`, number)
}

// ConversionsByPID lists what came by a promotional property at CJ from a sale
// day on, in the log's order.
func (t *Tx) ConversionsByPID(ctx context.Context, pid, from string) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE pid = ? AND pid <> '' AND sale_day >= ? ORDER BY seq, id`, pid, from)
}

// ConversionsWithoutLink lists the conversions that are a member's though no link
// and no offer is known of them, in the log's order.
func (t *Tx) ConversionsWithoutLink(ctx context.Context, member affiliate.MemberID) ([]affiliate.Conversion, error) {
	return rows(ctx, t.run, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE member_id = ? AND told_offer = ''
		AND NOT EXISTS (SELECT 1 FROM link WHERE number = link_number) ORDER BY seq, id`, member)
}

var decideConversion = conversions.set("decided", "?1") + ` WHERE id = ?2`

// Decide keeps a person's word on a conversion.
func (t *Tx) Decide(ctx context.Context, id affiliate.ConversionID, word affiliate.Status) error {
	return t.exec(ctx, decideConversion, word, id)
}

// Decided is a person's last word on a conversion; empty without any.
func (t *Tx) Decided(ctx context.Context, id affiliate.ConversionID) (affiliate.Status, error) {
	word, _, err := one(ctx, t.run, func(r scanner) (s affiliate.Status, err error) { return s, r.Scan(&s) },
		`SELECT decided FROM conversion WHERE id = ?`, id)
	return word, err
}

// Reported tells whether a postback reported a conversion.
func (t *Tx) Reported(ctx context.Context, id affiliate.ConversionID) (reported bool, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM conversion_event WHERE conversion_id = ? AND source = 'postback')`, id).Scan(&reported)
	return reported, err
}

// An entry tells all that happened by it in one row.
var addEvent = conversionEvents.insert() + ` ON CONFLICT (conversion_id, seq) DO UPDATE SET what = what || ' ' || excluded.what, digest = ` +
	sqlitex.DigestOf("conversion_event", []string{"conversion_id", "seq", "at", "what || ' ' || excluded.what", "source"})

// Happened adds to a conversion's history.
func (t *Tx) Happened(ctx context.Context, id affiliate.ConversionID, e affiliate.Event) error {
	_, err := t.run.write(ctx, conversionEvents, addEvent, id, t.entry.Seq, formatTime(e.At), e.What, e.Source)
	return err
}

// Rules lists the payout rules of an offer as the fold sees them.
func (t *Tx) Rules(ctx context.Context, offer affiliate.OfferID) ([]affiliate.Rule, error) {
	return offerRules(ctx, t.run, offer)
}
