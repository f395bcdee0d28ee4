package desktop

import (
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sheet"
)

// maxPaymentLines is how many lines that differ a screen shows.
const maxPaymentLines = 200

// paymentLine is what lines of a file say of one commission or order.
type paymentLine struct {
	numbers, names []string
	paid, owed     int64
	problem        string
}

// paymentLines adds up the lines of a payment.
type paymentLines struct {
	*tableReader
	currency   money.Currency
	known      map[string][]string // commissions that are owed, by their names in a file
	owed       map[string]int64    // by commission
	lines      []*paymentLine
	of         map[string]*paymentLine // by commission
	form       ReceiptForm
	references map[string]bool
	badDay     string // the first day that can't be read
}

// readPayment adds the lines of a payment up. What CJ does not owe here, or what
// can't be read, is left out and said: nothing is settled by a guess.
func readPayment(r *tableReader, currency money.Currency, known map[string][]string, owing []affiliate.Owing) (PaymentFileRead, error) {
	p := paymentLines{tableReader: r, currency: currency, known: known, owed: map[string]int64{}, of: map[string]*paymentLine{},
		form: ReceiptForm{Source: affiliate.ReceiptCJ, Only: []string{}, Except: []string{}}, references: map[string]bool{}}
	for _, o := range owing {
		p.owed[o.Key] += o.Amount.Minor
	}
	sum := money.New(0, currency)
	for _, row := range r.Rows {
		line, amount := p.read(row)
		line.paid += amount.Minor
		var err error
		if sum, err = sum.Add(amount); err != nil {
			return PaymentFileRead{}, affiliate.Errorf(affiliate.Invalid, "The lines come to no amount: %v", err).WithHint("Check the column of amounts.")
		}
	}
	switch {
	case p.badDay != "":
		return PaymentFileRead{}, field(payDayField, p.badDay)
	case len(p.references) > 1:
		return PaymentFileRead{}, affiliate.Errorf(affiliate.Invalid, "The file holds %d payments.", len(p.references)).WithHint("Export one payment at a time.")
	case len(p.form.Only) == 0:
		return PaymentFileRead{}, p.nothing()
	case sum.Minor <= 0:
		return PaymentFileRead{}, affiliate.Errorf(affiliate.Invalid, "The rows come to %s, which is no payment.", sum).WithHint("Check the column of amounts.")
	}
	p.form.Amount = sum.Text()
	return p.view(), nil
}

// read takes one row in: into the line of what it names, or one of its own.
func (p *paymentLines) read(row sheet.Row) (*paymentLine, money.Amount) {
	name, keys := p.named(row)
	amount, err := p.amount(row, payAmount, p.currency)
	if err == nil && amount.Currency != p.currency {
		err = fmt.Errorf("it is in %s, and the account's currency is %s", amount.Currency, p.currency)
	}
	if err != nil {
		amount = money.New(0, p.currency)
	}
	if p.Text(row, payDayField) != "" {
		if day, err := p.moment(row, payDayField); err == nil {
			p.form.Day = max(p.form.Day, affiliate.Day(day.Time, p.zone))
		} else if p.badDay == "" {
			p.badDay = fmt.Sprintf("Line %d: %s", row.Line, sentence(err.Error()))
		}
	}
	if reference := clean(p.Text(row, payReference)); reference != "" {
		p.references[reference], p.form.Reference = true, reference
	}
	if err == nil && len(keys) == 0 {
		err = fmt.Errorf("CJ owes nothing on it here: it is not in CJ's ledger yet, or paid already")
	}
	line := &paymentLine{}
	if err != nil {
		line.problem = sentence(err.Error())
		keys = nil
	}
	for _, key := range keys {
		if of := p.of[key]; of != nil {
			line = of
			break
		}
	}
	if len(line.numbers) == 0 {
		p.lines = append(p.lines, line)
	}
	line.numbers, line.names = append(line.numbers, strconv.Itoa(row.Line)), append(line.names, name)
	for _, key := range keys {
		if p.of[key] == nil {
			p.of[key] = line
			line.owed += p.owed[key]
			p.form.Only = append(p.form.Only, key)
		}
	}
	return line, amount
}

// named is what a row names, in words, and the commissions of that which CJ owes.
func (p *paymentLines) named(row sheet.Row) (name string, keys []string) {
	commission, order := strings.TrimSpace(p.Text(row, payCommission)), strings.TrimSpace(p.Text(row, payOrder))
	switch {
	case commission != "" && order != "":
		return "Commission " + commission + ", order " + order, p.known[payCommission+commission]
	case commission != "":
		return "Commission " + commission, p.known[payCommission+commission]
	case order != "":
		return "Order " + order, p.known[payOrder+strings.ToLower(order)]
	}
	return "No commission and no order", nil
}

// nothing refuses a file of which CJ owes nothing: none of it could be settled.
func (p *paymentLines) nothing() error {
	const first = 5
	var problems []string
	for _, line := range p.lines[:min(first, len(p.lines))] {
		problems = append(problems, fmt.Sprintf("Line %s, %s: %s", strings.Join(line.numbers, ", "), line.names[0], line.problem))
	}
	more := ""
	if n := len(p.lines) - first; n > 0 {
		more = fmt.Sprintf(" And %s more.", plural(n, "line"))
	}
	return &affiliate.Error{Code: affiliate.Invalid, Message: "No line of the file is something that CJ owes here. " + strings.Join(problems, " ") + more,
		Hint: "Sync with CJ, check the columns, or record the payment by hand."}
}

func (p *paymentLines) view() PaymentFileRead {
	v := PaymentFileRead{Form: p.form, Lines: len(p.Rows), Off: []PaymentLine{}}
	unexplained := int64(0)
	for _, line := range p.lines {
		if line.problem == "" && line.paid == line.owed {
			v.Equal += len(line.numbers)
			continue
		}
		if line.problem != "" {
			v.LeftOut++
			unexplained += line.paid
		}
		if len(v.Off) == maxPaymentLines {
			v.More++
			continue
		}
		amount := func(minor int64) Money { return viewMoney(money.New(minor, p.currency)) }
		v.Off = append(v.Off, PaymentLine{Lines: strings.Join(line.numbers, ", "), Name: line.names[0], Paid: amount(line.paid), Owed: amount(line.owed),
			Difference: amount(line.paid - line.owed), Problem: line.problem})
	}
	v.Unexplained = viewMoney(money.New(unexplained, p.currency))
	if unexplained != 0 {
		v.Form.Unexplained = v.Unexplained.Text
	}
	return v
}
