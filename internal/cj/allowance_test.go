package cj_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestThrottle(t *testing.T) {
	a := &account{limit: 1}
	b := newBench(t, a)
	for range 450 {
		if _, err := b.client.ByID(context.Background(), []string{"1"}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{5 * time.Minute, 5 * time.Minute}, b.waits); diff != "" {
		t.Error(diff)
	}
}
