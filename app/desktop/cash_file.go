package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sheet"
)

// Fields of a file of CJ's payment.
const (
	payCommission = "commission"
	payOrder      = "order"
	payAmount     = "amount"
	payDayField   = "day"
	payReference  = "reference"
)

// paymentFile is CSV of what CJ paid. CJ documents no such file, so nothing is
// taken for granted but that a row names a commission or an order.
var paymentFile = tableKind{key: "cj_payment", day: payDayField, amount: payAmount, fields: []sheet.Field{
	{Key: payCommission, Label: "Commission ID", Hint: "CJ's number of the row, such as 2900000001", Names: []string{"commission id", "commission number", "transaction id"}},
	{Key: payOrder, Label: "Order ID", Hint: "The shop's order number, where there is no commission ID", Names: []string{"order id", "order number", "oid"}},
	{Key: payAmount, Label: "Amount paid", Hint: "The commission of the row, such as 12.34", Names: []string{"publisher commission", "commission amount", "commission", "amount", "payout"}, Needed: true},
	{Key: payDayField, Label: "Payment day", Hint: "The latest one is the day of the payment", Names: []string{"payment date", "paid on", "paid date", "date"}},
	{Key: payReference, Label: "Payment reference", Hint: "CJ's number of the payment", Names: []string{"payment reference", "payment id", "payment number", "reference"}},
}}

// OpenPaymentFile has a person choose a CSV of a payment of CJ.
func (c *Cash) OpenPaymentFile() (TableView, error) {
	return do(c.app, func(s *session) (TableView, error) {
		_, v, err := s.openTable(context.Background(), paymentFile)
		return v, err
	})
}

// ReadPaymentFile makes a receipt's form of it: amount, day, reference and the
// commissions that it names.
func (c *Cash) ReadPaymentFile(form TableForm) (ReceiptForm, error) {
	return do(c.app, func(s *session) (ReceiptForm, error) {
		ctx := context.Background()
		r, err := s.readTable(ctx, paymentFile, form)
		if err != nil {
			return ReceiptForm{}, err
		}
		if !r.Has(payCommission) && !r.Has(payOrder) {
			return ReceiptForm{}, field(payCommission, "Choose the column of CJ's commission IDs, or that of order numbers.")
		}
		currency, err := s.currency(ctx)
		if err != nil {
			return ReceiptForm{}, err
		}
		owing, err := s.store.Owing(ctx, currency)
		if err != nil {
			return ReceiptForm{}, err
		}
		known, err := s.owingNames(ctx, owing)
		if err != nil {
			return ReceiptForm{}, err
		}
		receipt, err := readPayment(r, currency, known)
		if err != nil {
			return receipt, err
		}
		return s.shortened(receipt, owing), nil
	})
}

// owingNames are the commissions that CJ owes by the names that a file may call
// them: CJ's ids, and the shop's order numbers.
func (s *session) owingNames(ctx context.Context, owing []affiliate.Owing) (map[string][]string, error) {
	ids := make([]affiliate.ConversionID, 0, len(owing))
	names, keys := map[string][]string{}, map[affiliate.ConversionID][]string{}
	for _, o := range owing {
		if o.ConversionID != "" {
			ids = append(ids, o.ConversionID)
			keys[o.ConversionID] = append(keys[o.ConversionID], o.Key)
			names[payCommission+o.Key] = []string{o.Key}
		}
	}
	conversions, err := s.store.ConversionsByID(ctx, ids)
	for _, c := range conversions {
		if order := strings.ToLower(strings.TrimSpace(c.OrderID)); order != "" {
			names[payOrder+order] = append(names[payOrder+order], keys[c.ID]...)
		}
	}
	return names, err
}

// maxPaymentProblems is how many lines a refused file names.
const maxPaymentProblems = 5

// readPayment adds the rows of a payment up. A row whose commission is not owed
// is refused: nothing may be settled by a guess.
func readPayment(r *tableReader, currency money.Currency, known map[string][]string) (ReceiptForm, error) {
	form := ReceiptForm{Source: affiliate.ReceiptCJ, Only: []string{}, Except: []string{}}
	sum, seen := money.New(0, currency), map[string]bool{}
	var problems []string
	references := map[string]bool{}
	for _, row := range r.Rows {
		amount, err := r.amount(row, payAmount, currency)
		if err == nil && amount.Currency != currency {
			err = fmt.Errorf("it is in %s, and the account's currency is %s", amount.Currency, currency)
		}
		if err == nil {
			sum, err = sum.Add(amount)
		}
		keys := known[payCommission+strings.TrimSpace(r.Text(row, payCommission))]
		if len(keys) == 0 && r.Text(row, payCommission) == "" {
			keys = known[payOrder+strings.ToLower(strings.TrimSpace(r.Text(row, payOrder)))]
		}
		if err == nil && len(keys) == 0 {
			err = fmt.Errorf("CJ owes nothing on %s%s here: it is not in CJ's ledger yet, or paid already", r.Text(row, payCommission), r.Text(row, payOrder))
		}
		if err == nil && r.Text(row, payDayField) != "" {
			var day sheet.Moment
			if day, err = r.moment(row, payDayField); err == nil {
				form.Day = max(form.Day, affiliate.Day(day.Time, r.zone))
			}
		}
		if err != nil {
			problems = append(problems, fmt.Sprintf("Line %d: %s", row.Line, sentence(err.Error())))
			continue
		}
		for _, key := range keys {
			if !seen[key] {
				seen[key] = true
				form.Only = append(form.Only, key)
			}
		}
		if reference := clean(r.Text(row, payReference)); reference != "" {
			references[reference], form.Reference = true, reference
		}
	}
	switch {
	case len(problems) > 0:
		more := ""
		if n := len(problems) - maxPaymentProblems; n > 0 {
			problems, more = problems[:maxPaymentProblems], fmt.Sprintf(" And %s more.", plural(n, "line"))
		}
		return ReceiptForm{}, &affiliate.Error{Code: affiliate.Invalid, Message: "The file can't be taken over as it is. " + strings.Join(problems, " ") + more,
			Hint: "Sync with CJ, check the columns, or record the payment by hand."}
	case len(references) > 1:
		return ReceiptForm{}, affiliate.Errorf(affiliate.Invalid, "The file holds %d payments.", len(references)).WithHint("Export one payment at a time.")
	case sum.Minor <= 0:
		return ReceiptForm{}, affiliate.Errorf(affiliate.Invalid, "The rows come to %s, which is no payment.", sum).WithHint("Check the column of amounts.")
	}
	form.Amount = sum.Text()
	return form, nil
}

// longList is how many commissions are named one by one at most.
const longList = 200

// shortened says what a long list of commissions is in fewer words, where there
// are any: all that had locked before a day, but for some sales.
func (s *session) shortened(form ReceiptForm, owing []affiliate.Owing) ReceiptForm {
	if len(form.Only) <= longList {
		return form
	}
	named := make(map[string]bool, len(form.Only))
	for _, key := range form.Only {
		named[key] = true
	}
	last, sales := time.Time{}, map[affiliate.ConversionID]bool{}
	for _, o := range owing {
		if named[o.Key] && (!o.Locked || o.LocksAt.IsZero()) {
			return form
		}
		if named[o.Key] {
			sales[o.ConversionID] = true
			if o.LocksAt.After(last) {
				last = o.LocksAt
			}
		}
	}
	before := last.In(s.zone()).AddDate(0, 0, 1)
	end := time.Date(before.Year(), before.Month(), before.Day(), 0, 0, 0, 0, s.zone())
	var except []string
	for _, o := range owing {
		if named[o.Key] || !o.Locked || !o.LocksAt.Before(end) {
			continue
		}
		if o.ConversionID == "" || sales[o.ConversionID] {
			return form // a part of a sale, or what is of none, can't be left out this way
		}
		if !slices.Contains(except, string(o.ConversionID)) {
			except = append(except, string(o.ConversionID))
		}
	}
	if len(except) >= len(form.Only) {
		return form
	}
	form.Only, form.Except, form.LockedBefore = []string{}, append([]string{}, except...), end.Format(time.DateOnly)
	return form
}
