package ingest

import (
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// fact is what an entry is for the books.
type fact struct {
	seq   int64
	at    time.Time
	day   string // on which it became known: CJ's posting date of a new row, else the entry's time
	known string // on which the log had it: never before that of an earlier entry
	tells bool   // it reports sales or clicks; else it is what somebody decided
}

func (f Folder) by(e affiliate.Entry, known string) Folder {
	f.fact = fact{seq: e.Seq, at: e.Time, day: affiliate.Day(e.Time, f.Zone), known: known}
	return f
}

// telling is the fold of an entry that reports sales or clicks.
func (f Folder) telling() Folder {
	f.fact.tells = true
	return f
}

// effective is the day for which counts what the entry moves of a cause: the
// cause's own for what first tells of it. Whatever moves it later counts from
// when that became known, so that what was stated of a period before stands.
func (f fact) effective(own string, posted []ledger.Transfer) string {
	known := slices.ContainsFunc(posted, func(t ledger.Transfer) bool { return t.Entry < f.seq })
	if f.tells && !known {
		return own
	}
	return max(own, f.day)
}
