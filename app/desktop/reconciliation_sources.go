package desktop

import (
	"context"
	"fmt"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
	"linkledger/internal/store"
)

// aside is how many days around a period are compared, too, since sources date
// one sale differently: a sale of the last evening is no missing one.
const aside = 45

// sources gathers what is compared, from what was last pulled.
func (s *session) sources(ctx context.Context, form ReconciliationForm) (reconcile.Sources, []string, error) {
	zone := s.zone()
	found := reconcile.Sources{From: form.Period.From, To: form.Period.To, Offer: affiliate.OfferID(form.OfferID)}
	from, to := moveDay(form.Period.From, -aside), moveDay(form.Period.To, aside)
	names, err := s.names(ctx)
	if err != nil {
		return found, nil, err
	}
	actions, err := s.store.CJActions(ctx, from, to)
	if err != nil {
		return found, nil, err
	}
	files, err := s.store.OrderImports(ctx)
	if err != nil {
		return found, nil, err
	}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return found, nil, err
	}
	shops := newShops(files, offers, actions)
	clicks := affiliate.NewClickSigner(s.clickKeys())
	for _, a := range actions {
		found.Rows = append(found.Rows, cjRow(a, names, shops, clicks, zone))
	}
	notes := make([]string, 3)
	sales, loose, err := s.store.ReportedSales(ctx, startOfDay(from, zone), startOfDay(moveDay(to, 1), zone))
	if err != nil {
		return found, nil, err
	}
	for _, r := range sales {
		found.Rows = append(found.Rows, postbackRow(r, names, shops, zone))
	}
	found.Postbacks = len(sales) > 0
	if loose > 0 {
		notes[reconcile.Postback] = fmt.Sprintf("%d corrections are of sales that no postback told of, and are left out.", loose)
	}
	orders, err := s.store.ShopOrders(ctx, from, to, zone)
	if err != nil {
		return found, nil, err
	}
	codes, err := s.codeOwners(ctx)
	if err != nil {
		return found, nil, err
	}
	repeated := map[string]int{}
	for _, o := range orders {
		row, err := shopRow(o, codes, zone)
		if err != nil {
			return found, nil, err
		}
		row.Shop = shops.file(o.Shop)
		if repeated[row.ID]++; repeated[row.ID] > 1 {
			row.ID = fmt.Sprintf("%s #%d", row.ID, repeated[row.ID])
		}
		found.Rows = append(found.Rows, row)
	}
	var unread []string
	for _, f := range files {
		span := spanOf(f)
		span.Shop = shops.file(f.Shop)
		found.Covered = append(found.Covered, span)
		unread = append(unread, f.Unread...)
	}
	found.Unread = reconcile.UnreadOrders(unread)
	if len(orders) == 0 {
		notes[reconcile.Shop] = "No orders of the shop were read in for this period."
	}
	return found, notes, nil
}

// spanOf is what a file covers.
func spanOf(f affiliate.OrderImport) reconcile.Span {
	span := reconcile.Span{From: f.From, To: f.To}
	first, err := time.Parse(time.RFC3339, f.First)
	if last, lastErr := time.Parse(time.RFC3339, f.Last); err == nil && lastErr == nil {
		span.First, span.Last = first, last
	}
	return span
}

// moveDay is a day some days on; empty stays empty.
func moveDay(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

func startOfDay(day string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// cjRow is an action of CJ as it counts in our books.
func cjRow(a store.CJAction, names names, shops shops, clicks *affiliate.ClickSigner, zone *time.Location) reconcile.Row {
	c, currency := a.Conversion, a.Conversion.Sale.Currency
	row := reconcile.Row{Side: reconcile.CJ, ID: c.ActionID, Day: c.SaleDay, Timed: true, Amount: c.Sale, Original: money.New(0, currency), Commission: c.Commission,
		Test: c.Test, Locked: affiliate.Locked(c.CJStatus), Extra: affiliate.IsBonus(c.ActionType), Status: c.CJStatus, Member: names.members[c.MemberID],
		Offer: c.OfferID, Conversion: c.ID}
	row.Shop, row.Advertiser = shops.of(c.OfferID, c.AdvertiserID), c.AdvertiserID
	original := affiliate.OriginalOf(a.Rows)
	told := original
	if told == nil && len(a.Rows) > 0 {
		told = &a.Rows[0] // a correction that came before its original
	}
	if told == nil {
		return row
	}
	row.At, row.OrderID, row.Code, row.Tracker = told.EventDate, told.OrderID, told.Coupon, told.TrackerID
	row.NoAmount = original == nil || told.SaleAmount == ""
	for _, r := range a.Rows {
		if click, _, err := clicks.Parse(strings.TrimSpace(r.ShopperID)); err == nil { // else it is no click of ours
			row.ClickID = string(click)
		}
		if sale, _, err := r.Amounts(); err == nil && r.Original && sale.Currency == currency {
			row.Original = sale
		}
	}
	row.Once = amountsOnTheWay(a.Rows, currency)
	declined := c.Validation == affiliate.ValidationDeclined
	row.TakenBack = declined || c.Sale.IsZero() && c.Commission.IsZero() && len(a.Rows) > 1
	if declined {
		row.Status = "declined"
	}
	row.Late = takenBackLate(a, *told, zone)
	return row
}

// amountsOnTheWay are all that CJ had of a sale, one for each posting; rows are
// by posting, and those of one instant are one correction.
func amountsOnTheWay(rows []affiliate.CommissionRow, currency money.Currency) (once []money.Amount) {
	sum := money.New(0, currency)
	for i, r := range rows {
		sale, _, err := r.Amounts()
		if err != nil || sale.Currency != currency {
			continue
		}
		sum.Minor += sale.Minor
		if last := i == len(rows)-1; last || !rows[i+1].PostingDate.Equal(r.PostingDate) {
			once = append(once, sum)
		}
	}
	return once
}

// takenBackLate says that CJ took something back after it had locked the sale or
// after the member was paid for it; empty when it did not.
func takenBackLate(a store.CJAction, told affiliate.CommissionRow, zone *time.Location) string {
	locked, paid := money.New(0, money.Currency(told.Currency)), money.New(0, money.Currency(told.Currency))
	lockedOn, lastLocked, lastPaid := "", "", ""
	if !told.LockingDate.IsZero() {
		lockedOn = affiliate.Day(told.LockingDate, zone)
	}
	for _, r := range a.Rows {
		sale, commission, err := r.Amounts()
		if err != nil || r.Original || r.Currency != told.Currency {
			continue
		}
		moved, day := sale, affiliate.Day(r.PostingDate, zone)
		if moved.IsZero() {
			moved = commission
		}
		if lockedOn != "" && affiliate.Locked(told.ActionStatus) && r.PostingDate.After(told.LockingDate) {
			locked.Minor, lastLocked = locked.Minor+moved.Minor, day
		}
		if a.PaidOn != "" && day > a.PaidOn {
			paid.Minor, lastPaid = paid.Minor+moved.Minor, day
		}
	}
	switch {
	case paid.Minor < 0:
		return fmt.Sprintf("CJ took %s back on %s, after the member was paid on %s.", paid.Neg(), lastPaid, a.PaidOn)
	case locked.Minor < 0:
		return fmt.Sprintf("CJ took %s back on %s, after it had locked the sale on %s.", locked.Neg(), lastLocked, lockedOn)
	}
	return ""
}

func postbackRow(r store.ReportedSale, names names, shops shops, zone *time.Location) reconcile.Row {
	row := reconcile.Row{Side: reconcile.Postback, ID: string(r.ID), OrderID: r.OrderID, ClickID: r.ClickID, Day: affiliate.Day(r.At, zone), At: r.At, Timed: true,
		Amount: r.Standing.Sale, Original: r.Report.Sale.Amount, Commission: r.Standing.Payout, NoAmount: !r.Report.Sale.Given, Test: r.Test,
		TakenBack: r.Standing.Verdict == affiliate.VerdictReversed, Doubtful: r.Standing.Verdict == affiliate.VerdictUnresolved,
		Status: string(r.Standing.Verdict), Member: names.members[r.Member], Code: r.PromoCode, Offer: r.Offer, Conversion: r.Conversion}
	if row.Offer == "" {
		row.Offer = r.Report.OfferID
	}
	if row.TakenBack {
		row.Amount.Minor = 0
	}
	row.Shop, row.Advertiser = shops.of(row.Offer, ""), shops.brandOf[row.Offer]
	return row
}

func shopRow(o store.ShopOrder, codes map[string]string, zone *time.Location) (reconcile.Row, error) {
	at, timed, err := o.Moment(zone)
	row := reconcile.Row{Side: reconcile.Shop, ID: nameInShop(o), OrderID: o.Number, Day: o.Day, At: at, Timed: timed, Amount: o.Left(), Original: o.Total(),
		TakenBack: o.Left().IsZero() && !o.Total().IsZero(), Status: o.Status, Code: o.Coupon}
	for code := range strings.FieldsFuncSeq(strings.ToUpper(o.Coupon), func(r rune) bool { return strings.ContainsRune(", ;|", r) }) {
		if owner, known := codes[code]; known && row.Member == "" {
			row.Member = owner
		}
	}
	return row, err
}

// nameInShop is an order's number, with its shop where the file names one.
func nameInShop(o store.ShopOrder) string {
	if o.Shop == "" {
		return o.Number
	}
	return o.Number + " · " + o.Shop
}

// codeOwners are the members' names by their promo codes.
func (s *session) codeOwners(ctx context.Context) (map[string]string, error) {
	members, err := s.store.Members(ctx)
	owners := map[string]string{}
	for _, m := range members {
		for _, code := range m.PromoCodes {
			owners[strings.ToUpper(clean(code))] = m.Name
		}
	}
	return owners, err
}
