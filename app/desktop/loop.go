package desktop

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"linkledger/internal/cj"
	"linkledger/internal/relayapi"
)

// How a profile syncs by itself: a question stays open at the relay, so that
// what happens there is here within a second.
const (
	firstPause    = time.Second // after an error; doubled with each further one
	longestPause  = time.Minute
	practicePause = time.Second
	offerPause    = 10 * time.Minute // between looks whether new devices need a newer snapshot
	cjPause       = 15 * time.Minute // CJ's ledger moves slowly, and its API has a limit
	cjRetry       = time.Minute      // after CJ was out of order; doubled with each further time
)

func (s *session) loop(ctx context.Context) {
	cjEvery := cjPause
	if s.world != nil {
		cjEvery = practicePause // its CJ is in this process
	}
	var cjDue, offerDue time.Time
	var pause, deaf, cjWait time.Duration
	for ctx.Err() == nil {
		askCJ := s.cjWanted.Swap(false) || !time.Now().Before(cjDue)
		err := s.refresh(ctx, askCJ)
		if err != nil && askCJ && errors.Is(err, relayapi.ErrUnreachable) {
			s.cjWanted.Store(true) // it has not come to CJ
		}
		if askCJ {
			cjWait = waitForCJ(err, cjWait)
			next := min(cmp.Or(cjWait, cjEvery), cjEvery)
			cjDue = time.Now().Add(next)
			if err == nil {
				s.work(s.readAllTerms)
			}
			s.reading.retryAt(s.clock.Now().Add(next))
		}
		next := cjDue
		if !unsettled(err) {
			pause = 0
			if soon := time.Now().Add(longestPause); err != nil && soon.Before(next) {
				next = soon // a payment waits, and the log does not tell for how long
			}
			if s.world == nil && !time.Now().Before(offerDue) {
				offerDue = time.Now().Add(offerPause)
				s.work(s.offerSnapshot)
			}
		} else {
			pause = longer(pause)
		}
		deaf = s.rest(ctx, jitter(pause), deaf, time.Until(next))
	}
}

// waitForCJ is the pause after an answer of CJ's: none of its own but when CJ
// was out of order, and then longer each time.
func waitForCJ(err error, last time.Duration) time.Duration {
	if !errors.Is(err, cj.ErrTryLater) {
		return 0
	}
	return min(max(2*last, cjRetry), cjPause)
}

func longer(pause time.Duration) time.Duration { return min(max(2*pause, firstPause), longestPause) }

// jitter spreads devices that lost the same relay at the same moment.
func jitter(pause time.Duration) time.Duration {
	return pause + time.Duration(rand.Int64N(int64(pause/2)+1))
}

// rest waits until there is something to sync: after an error for a pause, else
// until the relay has news, somebody nudges or the next sync is due. deaf is how
// long the last pause was since the relay has held no question open.
func (s *session) rest(ctx context.Context, pause, deaf, due time.Duration) time.Duration {
	if pause > 0 {
		s.wake(ctx, time.After(pause), due)
		return deaf
	}
	listening, stop := context.WithCancel(ctx)
	news := make(chan time.Time)
	s.work(func(context.Context) {
		defer close(news)
		deaf = s.listen(listening, deaf)
	})
	s.wake(ctx, news, due)
	stop()
	<-news
	return deaf
}

func (s *session) wake(ctx context.Context, end <-chan time.Time, due time.Duration) {
	select {
	case <-ctx.Done():
	case <-s.nudges:
	case <-end:
	case <-time.After(max(due, 0)):
	}
}

// listen returns when the relay's log may have grown. A relay that answers at
// once without news is asked again after a while. One that does not hold a
// question open, behind a proxy, say, is left alone for longer each time.
func (s *session) listen(ctx context.Context, deaf time.Duration) time.Duration {
	c := s.connection()
	for c != nil && ctx.Err() == nil {
		at, err := s.store.Position(ctx)
		if err != nil {
			break
		}
		asked := time.Now()
		page, err := c.client.Wait(ctx, at.Seq, at.Epoch)
		switch {
		case ctx.Err() != nil:
			return deaf
		case err != nil:
			deaf = longer(deaf)
			hold(ctx, jitter(deaf))
			return deaf
		case page.Head != at.Seq || page.Epoch != at.Epoch && at.Epoch != "":
			return 0
		}
		deaf = 0
		if time.Since(asked) < relayapi.LongestWait/5 {
			hold(ctx, firstPause)
		}
	}
	<-ctx.Done() // no relay is set up: a nudge says when
	return deaf
}

func hold(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// offerSnapshot makes a snapshot for devices to come, when there is need. It
// reads and uploads what is folded, so it may take a while on a long log; syncs
// go on meanwhile.
func (s *session) offerSnapshot(ctx context.Context) {
	c := s.connection()
	if c == nil {
		return
	}
	if !s.offering.TryLock() {
		return // the last one is still on its way
	}
	defer s.offering.Unlock()
	y, err := s.syncer(ctx, c, false, nil)
	if err == nil {
		y.Store = exportStore{foldStore{s.store}, &s.syncing}
		err = y.OfferSnapshot(ctx)
	}
	if err != nil && ctx.Err() == nil {
		s.app.log.Warn("make a snapshot", "error", err)
	}
}
