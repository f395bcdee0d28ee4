package desktop

import (
	"context"
	"errors"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// cjReading is the reading of CJ's ledger as a person sees it. It is safe for
// concurrent use.
type cjReading struct {
	mu      sync.Mutex
	began   time.Time // zero while none runs
	at      ingest.PullProgress
	stopped bool // by a person, until the next
	stop    context.CancelFunc
	retry   time.Time // of the loop, after an error
}

// longReading is from when on a reading is worth telling of while it runs.
const longReading = time.Second

// start is called with how to stop the reading; it reports false when another
// one runs, which lets others sync between its pages.
func (r *cjReading) start(stop context.CancelFunc) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.began.IsZero() {
		return false
	}
	r.began, r.at, r.stopped, r.stop, r.retry = time.Now(), ingest.PullProgress{}, false, stop, time.Time{}
	return true
}

func (r *cjReading) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.began, r.stop = time.Time{}, nil
}

// told takes how far the reading is, and reports whether a person should see it.
func (r *cjReading) told(p ingest.PullProgress) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = p
	return time.Since(r.began) > longReading
}

func (r *cjReading) retryAt(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.retry = at
}

// halt stops a reading that runs.
func (r *cjReading) halt() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stop != nil {
		r.stop()
		r.stopped = true
	}
}

// view is everything but what the database knows.
func (r *cjReading) view() CJPullView {
	r.mu.Lock()
	defer r.mu.Unlock()
	v := CJPullView{State: "idle", Rows: r.at.Rows, Fresh: r.at.Fresh}
	switch {
	case !r.began.IsZero():
		v.State, v.What, v.Done, v.Total = "reading", readingWords(r.at), r.at.Done, r.at.Total
	case r.stopped:
		v.State = "stopped"
	}
	if !r.retry.IsZero() {
		v.Retry = viewTime(r.retry)
	}
	return v
}

func readingWords(p ingest.PullProgress) string {
	const day = "2 January 2006"
	switch p.Part {
	case ingest.PullFirst:
		return "sales of the last year, posted from " + p.Since.Format(day) + " on"
	case ingest.PullPosted:
		return "sales posted from " + p.Since.Format(day) + " on"
	case ingest.PullOpen:
		return "sales that CJ may have locked, extended or corrected"
	}
	return "the first answer"
}

// Pull is how the reading of CJ's ledger stands.
func (c *CJ) Pull() (CJPullView, error) {
	return do(c.app, func(s *session) (CJPullView, error) { return s.pullView(context.Background()) })
}

// Refresh reads CJ's ledger now, every open sale included, and waits for the
// end of it.
func (c *CJ) Refresh() (CJPullView, error) {
	return do(c.app, func(s *session) (CJPullView, error) {
		if s.connection() == nil {
			return s.pullView(context.Background())
		}
		s.cjAll.Store(true)
		_ = s.refresh(s.ctx, true) // the view has the outcome
		return s.pullView(context.Background())
	})
}

// StopPull ends a reading; the next goes on where it was.
func (c *CJ) StopPull() (CJPullView, error) {
	return do(c.app, func(s *session) (CJPullView, error) {
		s.reading.halt()
		s.app.changed()
		return s.pullView(context.Background())
	})
}

func (s *session) pullView(ctx context.Context) (CJPullView, error) {
	v := s.reading.view()
	var err error
	if v.AsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf); err != nil {
		return v, err
	}
	account, err := s.cjAccount(ctx)
	if err != nil {
		return v, err
	}
	since, err := ingest.PulledUpTo(ctx, s.store, account)
	if err != nil {
		return v, err
	}
	v.Since = viewTime(since)
	unread, err := ingest.UnreadOfCJ(ctx, s.store, account)
	if v.Unread = affiliate.UnreadWords(unread); v.Unread != "" {
		v.UnreadHint = unreadHint
	}
	if err != nil {
		return v, err
	}
	switch v.State {
	case "reading":
		return v, nil
	case "stopped": // whatever the stop broke off is no problem
		v.Retry = ""
		return v, nil
	}
	v.Problem, v.Hint = s.pullProblem()
	if v.Problem != "" && v.State == "idle" {
		v.State = "waiting"
	}
	if v.Problem == "" {
		v.Retry = ""
	}
	return v, nil
}

// pullProblem says why CJ is not read, and what to do.
func (s *session) pullProblem() (problem, hint string) {
	s.mu.Lock()
	said, connected := s.said, s.link != nil
	s.mu.Unlock()
	var f failure
	switch {
	case !connected:
		return "No relay is connected yet, and CJ's sales are kept in its log.", "Connect a relay under Settings; CJ is read from then on."
	case said.cj != nil && errors.As(fail(said.cj), &f):
		return f.Message, f.Hint
	case errors.Is(said.relay, relayapi.ErrUnreachable):
		return "The relay does not answer, and CJ's sales go through its log.",
			"CJ is read as soon as the relay answers again. Nothing is lost meanwhile: CJ keeps its ledger, and what was read before is here."
	case said.relay != nil && errors.As(fail(said.relay), &f):
		return f.Message, f.Hint
	}
	return "", ""
}

// unreadHint says what follows from rows that can't be read, and what to do.
const unreadHint = "The others were. It is asked for again with each reading, and counts once it can be read: nothing is paid for it until then. " +
	"A sale that such a row corrects counts as it was. If it stays, send this text to CJ's support, and look for a newer Linkledger."

// unreadItem tells of them in the list of what needs attention.
func (s *session) unreadItem(ctx context.Context) ([]AttentionItem, error) {
	account, err := s.cjAccount(ctx)
	if err != nil || account == "" {
		return nil, err
	}
	unread, err := ingest.UnreadOfCJ(ctx, s.store, account)
	if err != nil || len(unread) == 0 {
		return nil, err
	}
	return []AttentionItem{{ID: "cj-unread", Kind: "cj", Text: affiliate.UnreadWords(unread) + " " + unreadHint}}, nil
}

// cjHint says what became of what was read, and what comes next. The error
// itself ends in what to do.
func cjHint(err error) string {
	switch {
	case errors.Is(err, cj.ErrCredential):
		return "Nothing was lost: what was read stays, and reading goes on where it stopped once a token works."
	case errors.Is(err, cj.ErrTryLater):
		return "Nothing was lost: Linkledger tries again by itself, and goes on where it stopped."
	}
	return "What was read before it stays. Linkledger tries again by itself, and everything else works on."
}

// cjAccount names whose ledger is read; empty until it is set up.
func (s *session) cjAccount(ctx context.Context) (string, error) {
	w, err := s.store.Workspace(ctx)
	if err != nil || w.CID == "" {
		return "", err
	}
	return accountName(w), nil
}

// accountName has the currency, too: CJ's rows don't name theirs, so all of
// them are read again when the setting is corrected.
func accountName(w affiliate.Workspace) string {
	role := affiliate.CJPublisher
	if w.CJRole == affiliate.CJAdvertiser {
		role = w.CJRole
	}
	return string(role) + " " + w.CID + " " + w.Currency
}
