package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.schema.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --transform}, from the file to what the commands say and do. */
class DataTransformTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        var wave = new StringBuilder("place,height,wind\n");
        var slopes = new StringBuilder("id,x,kind\n");
        for (int i = 0; i < 300; i++) {
            wave.append("sea,")
                    .append(Math.sin(i / 4.0))
                    .append(',')
                    .append(i % 9)
                    .append('\n');
            slopes.append(i / 5).append(',').append(i % 2 == 0 ? i : -i).append(i / 5 % 2 == 0 ? ",up\n" : ",down\n");
        }
        Files.writeString(folder.resolve("wave.csv"), wave.toString());
        Files.writeString(folder.resolve("slopes.csv"), slopes.toString());
        var schema = new Schema.Builder()
                .addColumnString("place")
                .addColumnsDouble("height", "wind")
                .build();
        Files.writeString(
                folder.resolve("wave.json"),
                new TransformProcess.Builder(schema)
                        .removeColumns("place")
                        .filter(new ConditionFilter(new DoubleColumnCondition("height", ConditionOp.GreaterThan, 0.99)))
                        .doubleMathOp("height", MathOp.Multiply, 100)
                        .renameColumn("height", "centimetres")
                        .build()
                        .toJson());
        Files.writeString(
                folder.resolve("slopes.json"),
                new TransformProcess.Builder(
                                new Schema.Builder().addColumnDouble("x").build())
                        .doubleMathOp("x", MathOp.Add, 1)
                        .build()
                        .toJson());
    }

    private int run(String command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = command.replace("FOLDER", folder.toString()).split(" ");
        return Gru4j.run(new PrintWriter(out), new PrintWriter(err), words);
    }

    @Test
    void describeShowsItWithItsSchemas() {
        assertThat(run("data describe --data FOLDER/wave.csv --transform FOLDER/wave.json --target centimetres"))
                .as(err.toString())
                .isEqualTo(ExitCodes.DONE);
        assertThat(out.toString())
                .containsPattern("Raw columns +place String, height Double, wind Double")
                .containsPattern("Transform +1 RemoveColumnsTransform\\(")
                .containsPattern(" 3 DoubleMathOpTransform\\(mathOp=Multiply,scalar=100")
                .containsPattern("Its columns +centimetres Double, wind Double")
                .containsPattern("\\d+ of 300 rows were removed by the transform: ConditionFilter\\(")
                .contains("CSV file wave.csv, through a DataVec transform of 4 actions (SHA-256 ");
    }

    @Test
    void sequencesAreTransformedToo() {
        assertThat(run("data describe --data FOLDER/slopes.csv --kind sequences --id-column id --label-column kind"
                        + " --transform FOLDER/slopes.json"))
                .as(err.toString())
                .isEqualTo(ExitCodes.DONE);
        assertThat(out.toString())
                .contains("1 DoubleMathOpTransform(", "x Double", "through a DataVec transform of 1 action (");
    }

    @Test
    void compareTrainsOnIt() {
        int code = run("compare --seeds 1 --cells gru --epochs 1 --hidden 4 --out FOLDER/report --data FOLDER/wave.csv"
                + " --transform FOLDER/wave.json --target centimetres --window 6");
        assertThat(code).as(err.toString()).isIn(ExitCodes.DONE, ExitCodes.CLAIM);
        assertThat(folder.resolve("report/results.jsonl"))
                .content()
                .contains("through a DataVec transform of 4 actions");
    }

    private void fails(int code, String command, String... parts) {
        assertThat(run(command)).as(err.toString()).isEqualTo(code);
        assertThat(err.toString().lines()).as(err.toString()).first().asString().contains(parts);
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        var describe = "data describe --data FOLDER/wave.csv --target centimetres --transform FOLDER/";
        fails(ExitCodes.FAILED, describe + "none.json", "none.json: there is no such file");
        fails(ExitCodes.FAILED, describe + "wave.csv", "wave.csv: this is no JSON");
        fails(
                ExitCodes.USAGE,
                "data describe --data FOLDER/wave.csv --target height --transform FOLDER/wave.json",
                "There is no column \"height\" after the transform");
        fails(
                ExitCodes.USAGE,
                "data describe --data FOLDER/wave.csv --kind text --transform FOLDER/wave.json",
                "--transform is an option of --kind series and sequences");
        fails(ExitCodes.USAGE, "data describe --transform FOLDER/wave.json", "--data is missing");
        Files.writeString(folder.resolve("wave.csv"), "place,height,wind\nsea,1,2\nsea,high,2\n");
        fails(
                ExitCodes.FAILED,
                describe + "wave.json",
                "wave.csv, row 3: action 2 of the transform, ConditionFilter(",
                "\"high\"");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
