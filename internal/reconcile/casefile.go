package reconcile

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// caseColumns are those of the table of all cases.
func caseColumns() []string {
	columns := []string{"case", "bucket", "day", "order", "member"}
	for s := range sides {
		name := s.String()
		columns = append(columns, name+"_rows", name+"_id", name+"_amount", name+"_currency", name+"_status")
	}
	return append(columns, "cj_commission", "matched_by", "confidence", "difference", "why", "outcome", "note", "decided_at")
}

// WriteCases writes all cases as a table for people and spreadsheets.
func WriteCases(w io.Writer, cases []Case, decided map[string]affiliate.CaseDecision) (rows int, err error) {
	out := csv.NewWriter(w)
	if err := out.Write(caseColumns()); err != nil {
		return 0, err
	}
	for _, c := range cases {
		record := []string{c.Key, string(c.Bucket), c.Day, Cell(c.OrderID()), Cell(c.Member())}
		for s := range sides {
			if !c.Has(s) {
				record = append(record, "0", "", "", "", "")
				continue
			}
			sale, _ := c.Total(s)
			amount := sale.Text()
			if s == CJ {
				amount = c.trackerAmounts(amount)
			}
			record = append(record, strconv.Itoa(len(c.Rows[s])), Cell(c.Rows[s][0].ID), amount, string(sale.Currency), Cell(c.Rows[s][0].Status))
		}
		_, commission := c.Total(CJ)
		d := decided[c.Key]
		record = append(record, amountText(commission), string(c.By), strconv.Itoa(c.Confidence), amountText(c.Difference), Cell(c.Why), d.Outcome, Cell(d.Note), d.At)
		if err := out.Write(record); err != nil {
			return rows, err
		}
		rows++
	}
	out.Flush()
	return rows, out.Error()
}

// trackerAmounts are CJ's amounts where several action trackers count the order,
// else its only one.
func (c Case) trackerAmounts(only string) string {
	var amounts []string
	for _, count := range c.Counts() {
		if count.Sale.Currency != "" {
			amounts = append(amounts, count.Sale.Text())
		}
	}
	if len(amounts) < 2 {
		return only
	}
	return strings.Join(amounts, "; ")
}

func amountText(a money.Amount) string {
	if a.Currency == "" {
		return ""
	}
	return a.Text()
}

// Cell is a text that no spreadsheet takes for a formula: one that begins like
// it gets an apostrophe in front.
func Cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// Missing is a sale that CJ is asked for, with what proves it.
type Missing struct {
	Case      Case
	ClickedAt time.Time // out of the click id; zero when none is known
	Link      string    // the member's link, which names nobody
	PID       string
}

var inquiryColumns = []string{"order_id", "order_time", "amount", "currency", "click_id_sid", "click_time", "link", "pid", "postback_time", "postback_id", "promo_code", "remark"}

// WriteInquiry writes the evidence for missing sales, which goes to CJ: members
// are in it by their links only.
func WriteInquiry(w io.Writer, list []Missing) (rows int, err error) {
	out := csv.NewWriter(w)
	if err := out.Write(inquiryColumns); err != nil {
		return 0, err
	}
	for _, m := range list {
		c := m.Case
		from := Shop
		if !c.Has(from) {
			from = Postback
		}
		if !c.Has(from) {
			from = CJ
		}
		sale, _ := c.Total(from)
		row := c.Rows[from][0]
		var told time.Time
		var report string
		if c.Has(Postback) {
			told, report = c.Rows[Postback][0].At, c.Rows[Postback][0].ID
		}
		remark := c.Why
		if c.Bucket == OnlyShop { // which names a member
			remark = "The shop has the order; CJ's ledger does not."
		}
		ordered := instant(row.At)
		if !row.Timed {
			ordered = row.Day
		}
		record := []string{Cell(c.OrderID()), ordered, sale.Text(), string(sale.Currency), c.ClickID(), instant(m.ClickedAt), m.Link, m.PID,
			instant(told), report, Cell(first(&c, func(r *Row) string { return r.Code })), Cell(remark)}
		if err := out.Write(record); err != nil {
			return rows, err
		}
		rows++
	}
	out.Flush()
	return rows, out.Error()
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
