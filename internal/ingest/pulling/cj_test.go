package pulling_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
)

// ledgerAtCJ answers as CJ's Commission Detail API does, by the wound clock.
type ledgerAtCJ struct {
	clock *clock.Virtual
	rows  []posting // by posting, and so by id
	limit int       // rows a page

	mu     sync.Mutex
	dice   *rand.Rand
	faulty int // of 1000 answers
	met    map[string]int
	last   []byte // the answer before
	asked  int
	stopAt int    // the question before whose answer
	stop   func() // is called
}

// stopAfter calls stop before the answer to the nth question from now.
func (l *ledgerAtCJ) stopAfter(n int, stop func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopAt, l.stop = l.asked+n, stop
}

// mend lets all further answers go well.
func (l *ledgerAtCJ) mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faulty, l.stop = 0, nil
}

const token = "a-token-of-nobody"

type question struct {
	Query     string `json:"query"`
	Variables struct {
		Since  time.Time `json:"since"`
		Before time.Time `json:"before"`
		Cursor string    `json:"cursor"`
		IDs    []string  `json:"ids"`
	} `json:"variables"`
}

func (l *ledgerAtCJ) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q question
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Header.Get("Authorization") != "Bearer "+token {
		http.Error(w, "{}", http.StatusUnauthorized)
		return
	}
	l.mu.Lock()
	l.asked++
	fault, last := l.fault(), l.last
	if l.stop != nil && l.asked >= l.stopAt {
		l.stop()
	}
	l.mu.Unlock()
	answer := l.answer(q, fault == "circle")
	l.mu.Lock()
	l.last = answer
	l.mu.Unlock()
	switch fault {
	case "429":
		http.Error(w, "slow down", http.StatusTooManyRequests)
	case "504":
		http.Error(w, "<html>", http.StatusGatewayTimeout)
	case "cut":
		_, _ = w.Write(answer[:len(answer)/2])
	case "broken": // the connection dies in the middle
		w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
		_, _ = w.Write(answer[:len(answer)/3])
		panic(http.ErrAbortHandler)
	case "slow":
		<-r.Context().Done() // as long as the client's patience
	case "page again":
		_, _ = w.Write(last)
	default:
		_, _ = w.Write(answer)
	}
}

// fault draws what goes wrong with an answer; empty when nothing.
func (l *ledgerAtCJ) fault() string {
	if l.faulty == 0 || l.dice.IntN(1000) >= l.faulty {
		return ""
	}
	faults := []string{"429", "504", "cut", "broken", "page again", "circle", "slow"}
	fault := faults[l.dice.IntN(len(faults))]
	if fault == "page again" && l.last == nil {
		return ""
	}
	l.met[fault]++
	return fault
}

func (l *ledgerAtCJ) answer(q question, circle bool) []byte {
	rows := l.found(q)
	page := map[string]any{"limit": l.limit, "payloadComplete": true}
	if len(rows) > l.limit {
		rows = rows[:l.limit]
		page["payloadComplete"], page["maxCommissionId"] = false, rows[l.limit-1].CommissionID
		if circle && q.Variables.Cursor != "" {
			page["maxCommissionId"] = q.Variables.Cursor
		}
	}
	page["count"], page["records"] = len(rows), append([]affiliate.CommissionRow{}, rows...)
	body, err := json.Marshal(map[string]any{"data": map[string]any{"publisherCommissions": page}})
	if err != nil {
		panic(err) // rows always marshal
	}
	return body
}

// found are the rows that a question is about, one more than fit.
func (l *ledgerAtCJ) found(q question) (rows []affiliate.CommissionRow) {
	now := l.clock.Now()
	all := l.rows
	ids := make(map[string]bool, len(q.Variables.IDs))
	for _, id := range q.Variables.IDs {
		ids[id] = true
	}
	locking := strings.Contains(q.Query, "sinceLockingDate")
	if !locking && q.Variables.IDs == nil {
		from := sort.Search(len(all), func(i int) bool { return !all[i].row.PostingDate.Before(q.Variables.Since) })
		all = all[from:]
	}
	for _, p := range all {
		if p.row.PostingDate.After(now) {
			break
		}
		row := p.at(now)
		at := row.PostingDate
		if locking {
			at = row.LockingDate
		}
		wanted := !at.Before(q.Variables.Since) && at.Before(q.Variables.Before)
		if q.Variables.IDs != nil {
			wanted = ids[row.CommissionID]
		} else if !locking && !at.Before(q.Variables.Before) {
			break
		}
		if !wanted || row.CommissionID <= q.Variables.Cursor {
			continue
		}
		if rows = append(rows, row); len(rows) > l.limit {
			break
		}
	}
	return rows
}
