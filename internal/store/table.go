package store

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/sqlitex"
)

// table is one that a fold writes so often that its statements give the digest
// of each row themselves: a trigger would write each row twice.
type table struct {
	name    string
	columns []string // all in the table's order, but the digest
}

// The columns must stay in the order of the schema; a test compares them.
var (
	logEntries  = table{"log_entry", columns(entryColumns)}
	conversions = table{"conversion", columns(`id, offer_id, member_id, link_number, test, click_id, promo_code, order_id, action_id, status, reason,
		cj_status, currency, sale_minor, commission_minor, sale_day, reported_at, locks_at, conflicts_with, decided, seq, order_facts, claimed_by, told_offer,
		action_type, locking_method, validation, pid, advertiser_id, receipt_id, received_on, via,
		sold_at, clicked_at, click_country, click_device, click_browser, click_referrer`)}
	conversionEvents = table{"conversion_event", columns(`conversion_id, seq, at, what, source`)}
	cjCommissions    = table{"cj_commission", columns(`commission_id, action_id, original, status, posted_at, currency, sale_minor, commission_minor,
		row, hash, seq, locks_at, counted_minor, owed_minor`)}
	reports     = table{"report", columns(`id, scope, kind, corrects, fields, seq`)}
	payouts     = table{"payout", columns(payoutColumns)}
	payoutDays  = table{"payout_day", columns(`offer_id, member_id, day, currency, conversions, sales, payouts`)}
	allEarnings = table{"earning", columns(`id, cause, number, conversion_id, member_id, currency, amount_minor, state, account, rule_id, rule_version,
		inputs, explanation, day, transfer_id, seq, held`)}
	cashSales = table{"cash_sale", columns(`conversion_id, currency, sale_day, member_id, offer_id, cj_locked, has, commission_minor, earned_minor, due_minor`)}
	linkDays  = table{"link_day", columns(`number, day, gross, unique_count`)}
	cubeDays  = table{"cube_day", columns(`day, part, cells`)}
	cubeLate  = table{"cube_late", columns(`known, day, part, cells`)}
	cubeSales = table{"cube_sale", columns(`cause, cells`)}

	monthAdjustments = table{"month_adjustment", columns(`known, cause, cells`)}

	linkTotals         = table{"link_total", columns(`number, gross, unique_count, rejected`)}
	receiptCommissions = table{"receipt_commission", columns(`key, receipt_id, conversion_id, currency, amount_minor, other`)}
	paymentLines       = table{"payment_line", columns(`payment_id, earning_id, member_id, alive`)}
	claims             = table{"claim", columns(`key, payment_id, seq`)}
)

func columns(list string) []string { return strings.Fields(strings.ReplaceAll(list, ",", " ")) }

// digestedByHand names the tables that no trigger has to digest.
func digestedByHand() (names []string) {
	for _, t := range []table{logEntries, conversions, conversionEvents, cjCommissions, reports, payouts, payoutDays, allEarnings, cashSales, linkDays, cubeDays, cubeLate, cubeSales, monthAdjustments,
		linkTotals, receiptCommissions, paymentLines, claims} {
		names = append(names, t.name)
	}
	return names
}

// insert is a statement that adds a row; its values are those of all columns
// and the digest.
func (t table) insert() string {
	return "INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ", digest) VALUES (?" + strings.Repeat(", ?", len(t.columns)) + ")"
}

// upsert is insert, and brings a row of the same key to the new values but for
// what stays as it was written first.
func (t table) upsert(key []string, stay ...string) string {
	var set, values []string
	for _, column := range t.columns {
		if slices.Contains(stay, column) {
			values = append(values, t.name+"."+column)
			continue
		}
		values = append(values, "excluded."+column)
		if !slices.Contains(key, column) {
			set = append(set, column+" = excluded."+column)
		}
	}
	digest := "excluded.digest"
	if len(stay) > 0 {
		digest = sqlitex.DigestOf(t.name, values)
	}
	return t.insert() + " ON CONFLICT (" + strings.Join(key, ", ") + ") DO UPDATE SET " + strings.Join(set, ", ") + ", digest = " + digest
}

// adding is insert, and adds the values of some columns to those that a row of
// the same key has.
func (t table) adding(key []string, sums ...string) string {
	values, set := slices.Clone(t.columns), []string{}
	for i, column := range t.columns {
		if slices.Contains(sums, column) {
			values[i] = t.name + "." + column + " + excluded." + column
			set = append(set, column+" = "+values[i])
		} else {
			values[i] = t.name + "." + column
		}
	}
	return t.insert() + " ON CONFLICT (" + strings.Join(key, ", ") + ") DO UPDATE SET " + strings.Join(set, ", ") + ", digest = " + sqlitex.DigestOf(t.name, values)
}

// scan reads a row as it is kept, but for the digest.
func (t table) scan(r scanner) ([]any, error) {
	values, places := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		places[i] = &values[i]
	}
	return values, r.Scan(places...)
}

// set is the beginning of a statement that updates columns: each with the
// expression of its value.
func (t table) set(column, value string, more ...string) string {
	values, set := slices.Clone(t.columns), []string{}
	for pair := range slices.Chunk(append([]string{column, value}, more...), 2) {
		values[slices.Index(values, pair[0])] = pair[1]
		set = append(set, pair[0]+" = "+pair[1])
	}
	return "UPDATE " + t.name + " SET " + strings.Join(set, ", ") + ", digest = " + sqlitex.DigestOf(t.name, values)
}

// write runs a statement of insert or upsert, and tells how many rows it wrote.
func (s *statements) write(ctx context.Context, t table, query string, values ...any) (int64, error) {
	digest, err := sqlitex.Digest(t.name, values)
	if err != nil {
		return 0, err
	}
	result, err := s.result(ctx, query, append(values, digest)...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
