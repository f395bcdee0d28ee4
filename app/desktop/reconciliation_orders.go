package desktop

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
	"linkledger/internal/sheet"
)

// shopTable is a shop's CSV of orders. Names are those of the exports of
// Shopify, WooCommerce, BigCommerce, Magento and Shopware.
func shopTable() tableKind {
	return tableKind{key: "orders", day: "at", amount: "amount", fields: []sheet.Field{
		{Key: "order", Label: "Order number", Hint: "As CJ and the postbacks have it.", Needed: true,
			Names: []string{"Name", "Order number", "Order ID", "Order", "Order #", "Order No", "increment_id", "ordernumber", "Bestellnummer"}},
		{Key: "at", Label: "Time or day", Hint: "Of the purchase.", Needed: true,
			Names: []string{"Created at", "Paid at", "Order date", "date_created", "Date", "Purchase Date", "order_date", "ordertime", "Bestelldatum", "Datum"}},
		{Key: "amount", Label: "Amount", Hint: "Without tax and shipping, as CJ counts it: 1234.56 or 1.234,56.", Needed: true,
			Names: []string{"Subtotal", "Subtotal (ex tax)", "order_subtotal", "Order Subtotal", "Cart subtotal", "Total", "Order total", "Grand Total", "order_total", "Betrag", "Summe"}},
		{Key: "currency", Label: "Currency", Hint: "USD, EUR … Where it has no column, say it below.", Names: []string{"Currency code", "order_currency", "Währung"}},
		{Key: "refund", Label: "Refunded", Hint: "What went back to the customer.", Names: []string{"Refunded", "Refunded Amount", "Refund amount", "refund_total", "Total Refunded", "Erstattung"}},
		{Key: "coupon", Label: "Promo code", Hint: "Several are parted by commas.", Names: []string{"Discount Code", "Coupon code", "coupons", "coupon_codes", "Gutschein"}},
		{Key: "status", Label: "Status", Hint: "Cancelled and wholly refunded orders count nothing.", Names: []string{"Financial Status", "Order Status", "order_status", "State", "Zahlungsstatus"}},
	}}
}

// nothingLeft are words of a status that say that an order counts nothing.
var nothingLeft = []string{"cancelled", "canceled", "voided", "void", "failed", "storniert", "abgebrochen", "refunded", "erstattet"}

// OpenOrders has a person choose a CSV of the shop's orders.
func (r *Reconciliation) OpenOrders() (TableView, error) {
	return do(r.app, func(s *session) (TableView, error) {
		ctx := context.Background()
		t, v, err := s.openTable(ctx, shopTable())
		if err != nil || v.Cancelled {
			return v, err
		}
		files, err := s.store.OrderImports(ctx)
		for _, f := range files {
			if f.Hash == t.hash {
				v.Seen = fmt.Sprintf("This file was read in on %s already, as %s.", day(f.At, s.zone()), f.Name)
			}
		}
		if v.Shop == "" && len(files) > 0 {
			v.Shop = files[0].Shop
		}
		if err == nil {
			v.Shops, err = s.shopNames(ctx, files)
		}
		return v, err
	})
}

func day(at string, zone *time.Location) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return affiliate.Day(t, zone)
}

// maxProblems is how many lines that can't be read are told of one by one.
const maxProblems = 20

// maxUnread is how many numbers of them are kept: the record stays an entry.
const maxUnread = 300

// ImportOrders reads it in.
func (r *Reconciliation) ImportOrders(form TableForm) (OrderImportView, error) {
	return do(r.app, func(s *session) (OrderImportView, error) {
		ctx := context.Background()
		files, err := s.store.OrderImports(ctx)
		if err != nil {
			return OrderImportView{}, err
		}
		if form.Shop, err = shopNamed(form.Shop, files); err != nil {
			return OrderImportView{}, err
		}
		table, err := s.readTable(ctx, shopTable(), form)
		if err != nil {
			return OrderImportView{}, err
		}
		if slices.ContainsFunc(files, func(f affiliate.OrderImport) bool { return f.Hash == table.hash }) {
			return OrderImportView{}, affiliate.Errorf(affiliate.Conflict, "This file was read in already.").WithHint("Remove it first to read it in otherwise.")
		}
		file, orders := s.readOrders(table)
		file.Shop = form.Shop
		if len(orders) == 0 {
			message := "No order of the file could be read. " + strings.Join(file.Problems[:min(1, len(file.Problems))], "")
			return OrderImportView{}, &affiliate.Error{Code: affiliate.Invalid, Message: strings.TrimSpace(message), Hint: "Look whether each field has the right column."}
		}
		return s.importOrders(ctx, file, orders)
	})
}

// readOrders reads a file's rows; what can't be read is counted, and the first
// told.
func (s *session) readOrders(t *tableReader) (affiliate.OrderImport, []affiliate.ShopOrder) {
	file := affiliate.OrderImport{ID: newEntryID(), Name: t.name, Hash: t.hash, At: s.clock.Now().UTC().Format(time.RFC3339), Lines: len(t.Rows)}
	lines := make([]reconcile.OrderLine, 0, len(t.Rows))
	for _, row := range t.Rows {
		lines = append(lines, t.order(row))
	}
	read := reconcile.ReadOrders(lines)
	allTimed := true
	totals, counts := map[money.Currency]int64{}, map[money.Currency]int{}
	for _, o := range read.Orders {
		if at, timed, err := o.Moment(s.zone()); err == nil { // it was read already
			if allTimed = allTimed && timed; file.First == "" || o.At < file.First {
				file.First = o.At
			}
			file.Last = max(file.Last, o.At)
			on := affiliate.Day(at, s.zone())
			if file.From == "" || on < file.From {
				file.From = on
			}
			file.To = max(file.To, on)
		}
		totals[money.Currency(o.Currency)] += o.Left().Minor
		counts[money.Currency(o.Currency)]++
	}
	if !allTimed {
		file.First, file.Last = "", ""
	}
	file.Unread = read.Unread[:min(maxUnread, len(read.Unread))]
	file.Orders, file.LeftOut, file.Note = len(read.Orders), len(read.Refused), foldedNote(read)
	for _, refused := range read.Refused[:min(maxProblems, len(read.Refused))] {
		file.Problems = append(file.Problems, fmt.Sprintf("Line %d: %s", refused.Line, sentence(refused.Err.Error())))
	}
	for _, c := range sortedCurrencies(totals) {
		if file.Currency == "" || counts[c] > counts[money.Currency(file.Currency)] {
			file.Currency, file.Minor = string(c), totals[c]
		}
	}
	return file, read.Orders
}

// foldedNote says how lines became orders where it was not one each.
func foldedNote(read reconcile.OrderFile) string {
	var notes []string
	for _, n := range []struct {
		orders int
		what   string
	}{
		{read.Added, "the amounts of several lines were added up"},
		{read.Repeated, "the amount that several lines repeat counts once"},
		{read.Returned, "lines with a negative amount are what went back"},
	} {
		if n.orders > 0 {
			notes = append(notes, fmt.Sprintf("Of %s, %s.", plural(n.orders, "order"), n.what))
		}
	}
	return strings.Join(notes, " ")
}

// order reads a row. A shop repeats the number on a line for each further article,
// which tells no amount.
func (t *tableReader) order(row sheet.Row) reconcile.OrderLine {
	l := reconcile.OrderLine{Line: row.Line, ShopOrder: affiliate.ShopOrder{Number: t.Text(row, "order"), Coupon: t.Text(row, "coupon"), Status: t.Text(row, "status")}}
	if l.Bare = l.Number != "" && t.Text(row, "amount") == "" && t.Text(row, "refund") == ""; !l.Bare {
		l.Err = t.readOrder(row, &l.ShopOrder)
	}
	return l
}

func (t *tableReader) readOrder(row sheet.Row, o *affiliate.ShopOrder) error {
	m, err := t.moment(row, "at")
	if err != nil {
		return err
	}
	if o.At = m.Format(time.DateOnly); m.Timed {
		o.At = m.UTC().Format(time.RFC3339)
	}
	currency := t.currency
	if named := t.Text(row, "currency"); named != "" {
		if currency, err = money.ParseCurrency(strings.ToUpper(named)); err != nil {
			return err
		}
	}
	refund := money.Amount{}
	if t.Text(row, "refund") != "" {
		if refund, err = t.amount(row, "refund", currency); err != nil {
			return err
		}
		refund.Minor = max(refund.Minor, -refund.Minor) // some shops write it as what is taken off
		o.Refund = refund.Minor
	}
	amount := refund.Neg() // a line of what went back alone
	if !refund.IsZero() && t.Text(row, "amount") == "" {
		o.Refund = 0
	} else if amount, err = t.amount(row, "amount", cmp.Or(refund.Currency, currency)); err != nil {
		return err
	}
	o.Minor, o.Currency = amount.Minor, string(amount.Currency)
	o.Cancelled = slices.Contains(nothingLeft, strings.ToLower(o.Status))
	return nil
}

// importOrders writes a file's orders to the log: its parts, and then the record
// that makes them count, so that a file is never there by halves.
func (s *session) importOrders(ctx context.Context, file affiliate.OrderImport, orders []affiliate.ShopOrder) (OrderImportView, error) {
	b := s.batch()
	for rest := orders; len(rest) > 0; file.Parts++ {
		n, size := 0, 0
		for n < len(rest) && n < affiliate.MaxShopOrders {
			raw, err := json.Marshal(rest[n])
			if err != nil {
				return OrderImportView{}, err
			}
			if size += len(raw) + 1; size > affiliate.MaxShopOrderBytes && n > 0 {
				break
			}
			n++
		}
		if err := b.add(change(affiliate.NounShopOrders, file.ID+"/"+strconv.Itoa(file.Parts), affiliate.ShopOrders{Orders: rest[:n]})); err != nil {
			return OrderImportView{}, err
		}
		rest = rest[n:]
	}
	if err := b.add(change(affiliate.NounOrderImport, file.ID, file)); err != nil {
		return OrderImportView{}, err
	}
	return viewOrderImport(file), s.enqueueAll(ctx, b)
}

func viewOrderImport(f affiliate.OrderImport) OrderImportView {
	v := OrderImportView{ID: f.ID, Name: f.Name, Shop: f.Shop, At: f.At, Lines: max(f.Lines, f.Orders+f.LeftOut), Orders: f.Orders, Note: f.Note, LeftOut: f.LeftOut, Problems: f.Problems, From: f.From, To: f.To,
		Total: viewMoney(money.New(f.Minor, money.Currency(f.Currency))), Synced: f.Synced}
	if v.Problems == nil {
		v.Problems = []string{}
	}
	return v
}

// Imports lists the files that were read in, newest first.
func (r *Reconciliation) Imports() ([]OrderImportView, error) {
	return do(r.app, func(s *session) ([]OrderImportView, error) { return s.orderImports(context.Background()) })
}

func (s *session) orderImports(ctx context.Context) ([]OrderImportView, error) {
	files, err := s.store.OrderImports(ctx)
	list := make([]OrderImportView, 0, len(files))
	for _, f := range files {
		list = append(list, viewOrderImport(f))
	}
	return list, err
}

// RemoveImport forgets the orders of a file.
func (r *Reconciliation) RemoveImport(id string) ([]OrderImportView, error) {
	return do(r.app, func(s *session) ([]OrderImportView, error) {
		ctx := context.Background()
		files, err := s.store.OrderImports(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(files, func(f affiliate.OrderImport) bool { return f.ID == id }) {
			return nil, affiliate.Errorf(affiliate.NotFound, "This file is not here any more.").WithHint("Look at the list again.")
		}
		if err := s.commit(ctx, change(affiliate.NounOrderImport, id, removedImport{true})); err != nil {
			return nil, err
		}
		return s.orderImports(ctx)
	})
}

type removedImport struct {
	Removed bool `json:"removed"`
}
