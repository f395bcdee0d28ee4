package desktop

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
)

// Export writes what was decided for CJ, or all cases.
func (r *Reconciliation) Export(form ReconciliationExport) (ReconciliationFile, error) {
	return do(r.app, func(s *session) (ReconciliationFile, error) {
		ctx := context.Background()
		run, found, err := s.comparisons.finished(form.RunID)
		if err != nil {
			return ReconciliationFile{}, err
		}
		switch now, err := s.store.FactsSeen(ctx); {
		case err != nil:
			return ReconciliationFile{}, err
		case now != found.facts:
			return ReconciliationFile{}, affiliate.Errorf(affiliate.Conflict, "Something came in since this was compared, and the file would not have it.").
				WithHint("Compare again, and export then.")
		}
		decided, err := s.store.CaseDecisions(ctx)
		if err != nil {
			return ReconciliationFile{}, err
		}
		period := periodName(run.asked.Period)
		switch form.Kind {
		case "cases":
			return s.exportCases(period, found.Cases, decided)
		case "inquiry":
			return s.exportInquiry(ctx, period, found.Cases, decided)
		case "cancellations":
			return s.exportCorrections(ctx, "cj-cancellations-"+period+".csv", found.Corrections(toCancel(decided)), reconcile.Cancellations)
		case "restatements":
			return s.exportCorrections(ctx, "cj-restatements-"+period+".csv", found.Corrections(decidedAs(affiliate.CaseRestate, decided)), reconcile.Restatements)
		}
		return ReconciliationFile{}, affiliate.Errorf(affiliate.Invalid, "There is no such file.")
	})
}

// periodName is how files name the days of a comparison.
func periodName(p Period) string {
	switch {
	case p.From == "" && p.To == "":
		return "all-time"
	case p.From == "":
		return "until-" + p.To
	case p.To == "":
		return "since-" + p.From
	}
	return p.From + "-to-" + p.To
}

const changedSince = "It has changed since you decided. Look at it again."

// decidedAs are the cases of which something was decided. A decision is about
// the case as it was: one that has changed since is refused.
func decidedAs(outcome string, decided map[string]affiliate.CaseDecision) func(reconcile.Case) (bool, string) {
	return func(c reconcile.Case) (bool, string) {
		switch d := decided[c.Key]; {
		case d.Outcome != outcome:
			return false, ""
		case !stands(d, c):
			return false, changedSince
		case outcome == affiliate.CaseCancel && c.Doubt:
			return false, "The shop may have it nevertheless, so it is not cancelled. " + c.Why
		}
		return true, ""
	}
}

// toCancel are the cases that CJ is to cancel: those that were decided so, and
// test purchases of which nobody decided otherwise.
func toCancel(decided map[string]affiliate.CaseDecision) func(reconcile.Case) (bool, string) {
	asDecided := decidedAs(affiliate.CaseCancel, decided)
	return func(c reconcile.Case) (bool, string) {
		if _, has := decided[c.Key]; !has {
			return c.Bucket == reconcile.Test && c.Has(reconcile.CJ), ""
		}
		return asDecided(c)
	}
}

type correctionWriter = func(w io.Writer, account affiliate.AdvertiserAccount, at time.Time, list []reconcile.Correction) (int, []reconcile.Refusal, error)

// exportCorrections writes one of CJ's correction files. Nothing is written when
// no order can be in it.
func (s *session) exportCorrections(ctx context.Context, name string, list []reconcile.Correction, write correctionWriter) (ReconciliationFile, error) {
	account, err := s.accountFor(ctx, list)
	if err != nil {
		return ReconciliationFile{}, err
	}
	for i, c := range list {
		if list[i].Rows, err = s.store.Commissions(ctx, c.Row.ID); err != nil {
			return ReconciliationFile{}, err
		}
	}
	var content bytes.Buffer
	rows, refused, err := write(&content, account, s.clock.Now(), list)
	if err != nil {
		return ReconciliationFile{}, err
	}
	v := ReconciliationFile{LeftOut: []Pair{}}
	for _, r := range refused {
		v.LeftOut = append(v.LeftOut, Pair{Label: orderName(r.OrderID), Value: r.Why})
	}
	if rows == 0 {
		err := affiliate.Errorf(affiliate.Conflict, "No sale can be in this file.").WithHint("Decide on sales first: the file has what you want CJ to correct.")
		if len(refused) > 0 {
			err.Hint = v.LeftOut[0].Label + ": " + v.LeftOut[0].Value
			if len(refused) > 1 {
				err.Hint += fmt.Sprintf(" So it is for %d others.", len(refused)-1)
			}
		}
		return v, err
	}
	return s.exportWith(v, name, content.Bytes(), rows)
}

func orderName(id string) string {
	if id == "" {
		return "A sale without an order number"
	}
	return "Order " + id
}

// exportWith writes a file that is made already.
func (s *session) exportWith(v ReconciliationFile, name string, content []byte, rows int) (ReconciliationFile, error) {
	file, err := s.export(name, func(w io.Writer) (int, error) {
		_, err := w.Write(content)
		return rows, err
	})
	v.Path, v.Rows, v.Hash, v.Cancelled = file.Path, file.Rows, file.Hash, file.Cancelled
	return v, err
}

func (s *session) exportCases(period string, cases []reconcile.Case, decided map[string]affiliate.CaseDecision) (ReconciliationFile, error) {
	for _, c := range cases {
		if d, has := decided[c.Key]; has && !stands(d, c) {
			d.Outcome = "" // it is to be decided again
			decided[c.Key] = d
		}
	}
	var content bytes.Buffer
	rows, err := reconcile.WriteCases(&content, cases, decided)
	if err != nil {
		return ReconciliationFile{}, err
	}
	return s.exportWith(ReconciliationFile{LeftOut: []Pair{}}, "reconciliation-"+period+".csv", content.Bytes(), rows)
}

// exportInquiry writes the evidence for missing sales and the letter that goes
// with it, as one archive.
func (s *session) exportInquiry(ctx context.Context, period string, cases []reconcile.Case, decided map[string]affiliate.CaseDecision) (ReconciliationFile, error) {
	var list []reconcile.Missing
	links, err := s.store.Links(ctx)
	if err != nil {
		return ReconciliationFile{}, err
	}
	codes := make(map[int64]string, len(links))
	for _, l := range links {
		codes[l.Number] = l.Code
	}
	w, err := s.store.Workspace(ctx)
	if err != nil {
		return ReconciliationFile{}, err
	}
	clicks := affiliate.NewClickSigner(s.clickKeys())
	v, asked := ReconciliationFile{LeftOut: []Pair{}}, decidedAs(affiliate.CaseAsk, decided)
	for _, c := range cases {
		yes, refuse := asked(c)
		if refuse != "" {
			v.LeftOut = append(v.LeftOut, Pair{Label: orderName(c.OrderID()), Value: refuse})
		}
		if !yes {
			continue
		}
		m := reconcile.Missing{Case: c, PID: w.PID}
		if _, parts, err := clicks.Parse(c.ClickID()); err == nil {
			m.ClickedAt, m.Link = parts.Time, codes[parts.Link]
		}
		list = append(list, m)
	}
	if len(list) == 0 && len(v.LeftOut) > 0 {
		return v, affiliate.Errorf(affiliate.Conflict, "No sale can be in this file.").WithHint(v.LeftOut[0].Label + ": " + v.LeftOut[0].Value)
	}
	if len(list) == 0 {
		return ReconciliationFile{}, affiliate.Errorf(affiliate.Conflict, "CJ is to be asked about no sale yet.").WithHint("Decide “Ask CJ” on the missing ones first.")
	}
	var content bytes.Buffer
	pack := zip.NewWriter(&content)
	letter, err := pack.Create("letter.txt")
	if err == nil {
		_, err = io.WriteString(letter, inquiryLetter(w, period, len(list)))
	}
	if err != nil {
		return ReconciliationFile{}, err
	}
	evidence, err := pack.Create("missing-sales.csv")
	if err != nil {
		return ReconciliationFile{}, err
	}
	rows, err := reconcile.WriteInquiry(evidence, list)
	if err != nil {
		return ReconciliationFile{}, err
	}
	if err := pack.Close(); err != nil {
		return ReconciliationFile{}, err
	}
	return s.exportWith(v, "cj-inquiry-"+period+".zip", content.Bytes(), rows)
}

// inWords is the name of a period in a sentence.
func inWords(period string) string {
	return strings.NewReplacer("all-time", "all time", "-to-", " to ", "until-", "until ", "since-", "since ").Replace(period)
}

// inquiryLetter is what to write to CJ.
func inquiryLetter(w affiliate.Workspace, period string, sales int) string {
	return strings.NewReplacer("{sales}", fmt.Sprint(sales), "{period}", inWords(period), "{name}", w.Name, "{cid}", w.CID, "{pid}", w.PID).Replace(
		`Subject: Missing transactions, publisher {cid}, {period}

Hello,

our records have {sales} sales of {period} that came by our links and that we
do not find in the commissions of our account, or find otherwise than they
were reported to us. The table beside this letter has for each of them:

  - the shop's order number, time and amount,
  - the sid that our link passed on (click_id_sid), and the time of the click,
  - the link and the promotional property (PID),
  - when your server called our postback, where it did.

Publisher: {name}, company {cid}, property {pid}

Could you tell us for each one whether the click and the order reached you,
and enter those that are missing?

Thank you.
`)
}
