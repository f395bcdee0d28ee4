package desktop

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
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
// commissions that it names; and lists the lines that differ from what is owed.
func (c *Cash) ReadPaymentFile(form TableForm) (PaymentFileRead, error) {
	return do(c.app, func(s *session) (PaymentFileRead, error) {
		ctx, none := context.Background(), PaymentFileRead{}
		r, err := s.readTable(ctx, paymentFile, form)
		if err != nil {
			return none, err
		}
		if !r.Has(payCommission) && !r.Has(payOrder) {
			return none, field(payCommission, "Choose the column of CJ's commission IDs, or that of order numbers.")
		}
		currency, err := s.currency(ctx)
		if err != nil {
			return none, err
		}
		owing, err := s.store.Owing(ctx, currency)
		if err != nil {
			return none, err
		}
		known, err := s.owingNames(ctx, owing)
		if err != nil {
			return none, err
		}
		read, err := readPayment(r, currency, known, owing)
		if err != nil {
			return none, err
		}
		read.Form = s.shortened(read.Form, owing)
		return read, nil
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
