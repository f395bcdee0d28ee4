package earnings_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// golden is a case: rules, sales, and what each must earn and why.
type golden struct {
	title string
	at    string // file:line
	rules []affiliate.Rule
	sales []goldenSale
}

// goldenSale is a line of a case with what is expected of it.
type goldenSale struct {
	at     string
	item   earnings.Item
	earns  money.Amount
	rule   string // id, or id/version; "none"
	phrase []string
}

// reader reads the files of testdata/golden: "key: value" lines, which their
// first file explains. What it does not know is an error.
type reader struct {
	file    string
	line    int
	rules   []affiliate.Rule
	inRules bool
	cases   []golden
}

func readGolden(dir string) ([]golden, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var all []golden
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		r := reader{file: filepath.Base(file)}
		for i, line := range strings.Split(string(text), "\n") {
			r.line = i + 1
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, value, found := strings.Cut(line, ":")
			if value = strings.TrimSpace(value); !found || value == "" {
				return nil, fmt.Errorf("%s: %q is not like key: value", r.at(), line)
			}
			if err := r.read(key, value); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", r.at(), line, err)
			}
		}
		all = append(all, r.cases...)
	}
	return all, nil
}

func (r *reader) at() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

func (r *reader) read(key, value string) error {
	switch key {
	case "rules":
		r.rules, r.inRules = nil, true
		return nil
	case "rule":
		if !r.inRules {
			return fmt.Errorf("a rule belongs under rules")
		}
		r.rules = append(r.rules, affiliate.Rule{ID: affiliate.RuleID(value), Version: 1, Level: affiliate.LevelOffer, OfferID: "shop"})
		return nil
	case "case":
		r.inRules = false
		r.cases = append(r.cases, golden{title: value, at: r.at(), rules: r.rules})
		return nil
	case "sale", "clicks":
		if len(r.cases) == 0 || r.inRules {
			return fmt.Errorf("a sale belongs under a case")
		}
		c := &r.cases[len(r.cases)-1]
		sale, err := r.sale(key, value, len(c.sales))
		c.sales = append(c.sales, sale)
		return err
	case "why":
		if len(r.cases) == 0 || len(r.cases[len(r.cases)-1].sales) == 0 {
			return fmt.Errorf("a reason belongs under a sale")
		}
		sales := r.cases[len(r.cases)-1].sales
		last := &sales[len(sales)-1]
		last.phrase = append(last.phrase, value)
		return nil
	}
	if !r.inRules || len(r.rules) == 0 {
		return fmt.Errorf("unknown key")
	}
	return ruleLine(&r.rules[len(r.rules)-1], key, value)
}

// sale reads "2026-11-22 ada 80.00 USD coupon=SAVE => 8.00 USD base", or of
// clicks their number in place of the amount.
func (r *reader) sale(kind, text string, n int) (goldenSale, error) {
	given, wanted, found := strings.Cut(text, " => ")
	fields, want := strings.Fields(given), strings.Fields(wanted)
	if !found || len(fields) < 3 || len(want) != 3 {
		return goldenSale{}, fmt.Errorf("write it like DAY MEMBER AMOUNT CURRENCY => AMOUNT CURRENCY RULE")
	}
	s := goldenSale{at: r.at(), rule: want[2]}
	var err error
	if s.earns, err = amount(want[0], want[1]); err != nil {
		return s, err
	}
	i := &s.item
	*i = earnings.Item{Offer: "shop", Place: earnings.Place{Day: fields[0], At: int64(n)}, FromCJ: true}
	if !affiliate.IsDay(fields[0]) {
		return s, fmt.Errorf("%s is not a day", fields[0])
	}
	if fields[1] != "nobody" {
		i.Member = affiliate.MemberID(fields[1])
	}
	rest := fields[3:]
	if kind == "clicks" {
		i.Cause = fmt.Sprintf("clicks:shop.%s.%s", fields[1], fields[0])
		i.Place.At = 1<<63 - 1
		if i.Clicks, err = strconv.ParseInt(fields[2], 10, 64); err != nil {
			return s, err
		}
	} else {
		i.Cause, i.Status = fmt.Sprintf("conversion:%03d", n), affiliate.StatusApproved
		if len(rest) == 0 {
			return s, fmt.Errorf("the currency is missing")
		}
		if i.Sale, err = amount(fields[2], rest[0]); err != nil {
			return s, err
		}
		i.Commission = money.New(0, i.Sale.Currency)
		rest = rest[1:]
	}
	i.Place.Cause = i.Cause
	for _, fact := range rest {
		if err := saleFact(i, fact); err != nil {
			return s, err
		}
	}
	return s, nil
}

// saleFact reads what else is known of a sale.
func saleFact(i *earnings.Item, fact string) (err error) {
	key, value, _ := strings.Cut(fact, "=")
	switch key {
	case "test":
		i.Test = true
	case "postback":
		i.FromCJ = false
	case "group":
		i.Group = affiliate.GroupID(value)
	case "status":
		i.Status = affiliate.Status(value)
	case "click":
		i.ClickID = value
	case "ended":
		i.Expired.EndedOn = value
	case "clicked": // DAY/DAYS, where the click is too old
		day, days, _ := strings.Cut(value, "/")
		i.Expired.ClickedOn = day
		i.Expired.WindowDays, err = strconv.Atoi(days)
	case "coupon":
		i.Order.Coupon = value
	case "country":
		i.Order.Country = value
	case "customer":
		i.Order.Customer = value
	case "at":
		i.Place.At, err = strconv.ParseInt(value, 10, 64)
	case "commission":
		number, currency, given := strings.Cut(value, "/")
		if !given {
			currency = string(i.Sale.Currency)
		}
		i.Commission, err = amount(number, currency)
	case "adjusted":
		number, currency, given := strings.Cut(value, "/")
		if !given {
			currency = string(i.Sale.Currency)
		}
		i.Adjusted, err = amount(number, currency)
	case "line": // SKU/LIST/AMOUNT
		part := strings.Split(value, "/")
		if len(part) != 3 {
			return fmt.Errorf("a line is like SKU/LIST/AMOUNT")
		}
		var of money.Amount
		of, err = amount(part[2], string(i.Sale.Currency))
		i.Order.Lines = append(i.Order.Lines, affiliate.OrderLine{SKU: part[0], List: part[1], Quantity: 1, Minor: of.Minor})
	default:
		return fmt.Errorf("%s is not known of a sale", key)
	}
	return err
}

func amount(text, currency string) (money.Amount, error) {
	c := money.Currency(currency)
	if text == "0" && currency == "-" {
		return money.Amount{}, nil
	}
	a, err := money.Parse(text, c)
	if err == nil && a.Text() != text {
		err = fmt.Errorf("write %s as %s", text, a.Text())
	}
	return a, err
}
