//go:build !unix

package report_test

import "time"

// processorTime is not known here.
func processorTime() time.Duration { return 0 }
