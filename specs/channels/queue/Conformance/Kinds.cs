namespace Integration.Specs.Channels.Queue;

public sealed class A_RabbitMQ_quorum_queue(QueueServers servers) : QueueConformance(() => RabbitUnderTest.OpenAsync(servers, Hub.Channels.Queue.RabbitQueueKind.Quorum));

public sealed class A_RabbitMQ_classic_queue(QueueServers servers) : QueueConformance(() => RabbitUnderTest.OpenAsync(servers, Hub.Channels.Queue.RabbitQueueKind.Classic));

public sealed class An_SQL_queue_on_PostgreSQL(QueueServers servers) : QueueConformance(() => PostgresQueueUnderTest.OpenAsync(servers));

public sealed class An_SQL_queue_on_SQLite() : QueueConformance(SqliteQueueUnderTest.OpenAsync);
